/**
 * Profiles in Redis, one key per entity. Start with {@link io.riffle.enrichment.redis.RedisProfileSource}. The only
 * package that knows the Redis client.
 */
@NullMarked
package io.riffle.enrichment.redis;

import org.jspecify.annotations.NullMarked;
