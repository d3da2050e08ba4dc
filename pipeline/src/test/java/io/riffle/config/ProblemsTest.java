package io.riffle.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads when a pipeline file is wrong. */
class ProblemsTest {
    @TempDir
    private Path folder;

    private List<String> problems(String more) {
        return PipelineFile.of(folder, PipelineFile.MINIMAL + more).problems();
    }

    @Test
    void problems_areAllReported_inTheOrderOfTheFile() {
        String yaml = """
                pipeline: card fraud
                kafka:
                  commit-interval: 20s
                batch: {maxsize: 3, max-size: 0}
                event:
                  id: event_id
                  fields:
                    amount: {type: number, min: 5, max: 1}
                history:
                  windows:
                    w: {of: amnt, over: 1h, every: 7m, aggregates: [count]}
                models: {directory: m}
                predictions: {include-features: [w_count, nope]}
                """;
        assertThat(PipelineFile.of(folder, yaml).problems())
                .containsExactly(
                        "p.yaml:1  pipeline  must be up to 100 letters, digits, '.', '_' and '-', and begin with a letter"
                                + " or digit: was 'card fraud'",
                        "p.yaml:2  kafka.bootstrap-servers  is required",
                        "p.yaml:3  kafka.commit-interval  must be below the transaction timeout (10s, set by"
                                + " kafka.properties.producer.transaction.timeout.ms): was 20s",
                        "p.yaml:4  batch.max-size  must be at least 1: was 0",
                        "p.yaml:4  batch.maxsize  is not a known key: did you mean max-size?",
                        "p.yaml:5  event.entity  is required",
                        "p.yaml:8  event.fields.amount.max  must be at least min (5.0): was 1.0",
                        "p.yaml:11  history.windows.w.over  must be a multiple of every (7m): was 1h",
                        "p.yaml:11  history.windows.w.of  must be one of event.fields: was 'amnt'",
                        "p.yaml:13  predictions.include-features  must be declared features, not nope: was [w_count,"
                                + " nope]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    batch: {max-size: 100001}            | batch.max-size  must be at most 100000: was 100001
                    outcomes: {retention: 1m}            | outcomes.waiting  must not be longer than outcomes.retention: was 1h
                    outcomes: {threshold: 1}             | outcomes.threshold  must lie between 0 and 1: was 1.0
                    outcomes: {window: 1ms}              | outcomes.window  must be at least 1s: was 1ms
                    outcomes: {waiting: 0s}              | outcomes.waiting  must be at least 1s: was 0ms
                    outcomes: {retention: 91d}           | outcomes.retention  must be at most 90d: was 91d
                    outcomes: {report-every: 0s}         | outcomes.report-every  must be above zero: was 0ms
                    outcomes: {positive: [a, a]}         | outcomes.positive  must differ from each other: was [a, a]
                    batch: {max-size: many}              | batch.max-size  must be a whole number up to 2147483647: was 'many'
                    batch: {max-size: [1]}               | batch.max-size  must be a single value: was a list
                    batch: {max-size: }                  | batch.max-size  must be a single value: was empty
                    batch: {max-delay: 6s}               | batch.max-delay  must be at most 5s: was 6s
                    batch: {max-delay: 5 minutes}        | batch.max-delay  must be a duration such as 250ms, 20s, 5m, 24h or 7d: was '5 minutes'
                    batch: 256                           | batch  must be a map of keys: was a single value
                    topics: {events: a, alerts: a}       | topics.alerts  must differ from topics.events: was 'a' for both
                    topics: {events: a b}                | topics.events  must be a topic name of up to 249 letters, digits, '.', '_' and '-': was 'a b'
                    topics: {partitions: 0}              | topics.partitions  must be at least 1: was 0
                    topics: {replication: 40000}         | topics.replication  must be at most 32767: was 40000
                    http: {port: 65536}                  | http.port  must be at most 65535: was 65536
                    http: {port: -1}                     | http.port  must be at least 0: was -1
                    http: {rate-limit: -1}               | http.rate-limit  must be at least 0: was -1
                    http: {max-body: 0}                  | http.max-body  must be at least 1: was 0
                    http: {deadline: 0s}                 | http.deadline  must be above zero: was 0ms
                    http: {deadline: 1h}                 | http.deadline  must be at most 5m: was 1h
                    http: {tokens: {a: {token: short}}}  | http.tokens.a.token  must have at least 16 characters: was 5
                    http: {tokens: {a: {}}}              | http.tokens.a.token  is required
                    http: {tokens: {a: {token: 'with a space in it'}}} | http.tokens.a.token  must be visible ASCII characters without spaces: was something else
                    http: {tokens: {a b: {token: 'long-enough-token'}}} | http.tokens.a b.role  must be of an account named by up to 64 letters, digits, '.', '_' and '-': was 'a b'
                    http: {users: {a: {password: short}}} | http.users.a.password  must have at least 8 characters: was 5
                    http: {tls: {certificate: a.pem}}    | http.tls.key  must be given where the certificate is no .p12 file: was absent
                    http: {tls: {certificate: a.p12}}    | http.tls.password  must be given where the certificate is a .p12 file: was absent
                    http: {host: ' '}                    | http.host  must not be blank: was ' '
                    alerts: {x: {severity: low}}         | alerts.x.when  is required
                    alerts: {x: {when: score > 1, cooldown: 1m}} | alerts.x.cooldown  must not be given where a rule is about a score: each alert is of one event
                    alerts: {x: {when: score > 1, action: alert}} | alerts.x.action  must not be given where a rule is about a score: each alert is of one event
                    alerts: {x: {when: error_rate > 1, action: stop-canary}} | alerts.x.action  must be alert where a rule is about operations: was 'error_rate > 1'
                    alerts: {x: {when: error_rate > 1, action: sing}} | alerts.x.action  must be one of alert, stop-canary, request-retraining: was 'sing'
                    alerts: {drift: {when: error_rate > 1}} | alerts.drift.name  must not be drift, quality, performance, operations or canary, which are told without a rule: was 'drift'
                    alerts: {'a:b': {when: error_rate > 1}} | alerts.a:b.name  must be up to 100 letters, digits, '.', '_' and '-': was 'a:b'
                    alerts: {x: {when: drift(score) > 1}} | alerts.x.when  must have `drift` declared: was drift(score) > 1
                    alerts: {x: {when: quality(amount.completeness) < 1}} | alerts.x.when  must have `quality` declared: was quality(amount.completeness) < 1
                    alerts: {x: {when: performance(auc) < 0.9}} | alerts.x.when  must have `outcomes` declared: was performance(auc) < 0.9
                    outcomes: {false-alarm-every: 1m}    | outcomes.false-alarm-every  must be at least as long as outcomes.window: was 1m
                    outcomes: {min-effect: 1}            | outcomes.min-effect  must be from 0 to below 1: was 1.0
                    outcomes: {min-rows: 1}              | outcomes.min-rows  must be at least 2: was 1
                    drift: {detectors: {errors: adwin}}  | drift.detectors.errors  must be ddm for errors, and adwin or page-hinkley for anything else: was adwin
                    drift: {detectors: {errors: ddm}}    | drift.detectors.errors  must have `outcomes` declared, with right and wrong answers: was without
                    drift: {detectors: {a: kswin}}       | drift.detectors.a.by  must be one of adwin, page-hinkley, ddm: was 'kswin'
                    webhook: {timeout: 1s}               | webhook.url  is required
                    webhook: {url: 'ftp://a/b'}          | webhook.url  must be an address such as http://alertmanager:9093/api/v2/alerts, without user and password: was 'ftp://a/b'
                    webhook: {url: 'http://me:hunter2@a/b'} | webhook.url  must be an address such as http://alertmanager:9093/api/v2/alerts, without user and password: was 'http://***@a/b'
                    webhook: {url: 'http://a/', queue: 0} | webhook.queue  must be at least 1: was 0
                    webhook: {url: 'http://a/', timeout: 2m} | webhook.timeout  must be at most 1m: was 2m
                    predictions: {include-features: a}   | predictions.include-features  must be a list: was a single value
                    predictions: {include-features: [event_time, event_time]} | predictions.include-features  must differ from each other: was [event_time, event_time]
                    history: {store: disk}               | history.store  must be one of memory, rocksdb: was 'disk'
                    extra: 1                             | extra  is not a known key: known are pipeline, kafka, topics, batch, event, profile, history, derived, models, predictions, alerts, webhook, http, drift, outcomes, quality
                    htpp: {}                             | htpp  is not a known key: did you mean http?
                    """)
    void message_saysWhatMustHold(String yaml, String problem) {
        assertThat(problems(yaml)).containsExactly("p.yaml:5  " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a: {type: number, min: 2, expected: {min: 1}}        | event.fields.a.expected.min  must be at least min (2.0): was 1.0
                    a: {type: number, max: 2, expected: {max: 3}}        | event.fields.a.max  must be at least expected.max (3.0): was 2.0
                    a: {type: number, expected: {min: 3, max: 2}}        | event.fields.a.expected.max  must be at least expected.min (3.0): was 2.0
                    a: {type: number, min: NaN}                          | event.fields.a.min  must be a number: was 'NaN'
                    a: {type: text, min: 1}                              | event.fields.a.min  must be left out unless the type is number or integer: was set
                    a: {type: boolean, expected: {max: 1}}               | event.fields.a.expected  must be left out unless the type is number or integer: was set
                    a: {type: text, values: [x]}                         | event.fields.a.values  must be left out unless the type is category: was set
                    a: {type: category, values: [x, x]}                  | event.fields.a.values  must differ from each other: was [x, x]
                    a: {type: category, unknown: reject}                 | event.fields.a.unknown  must be left out unless values are listed: was set
                    a: {type: text, max-length: 0}                       | event.fields.a.max-length  must be at least 1: was 0
                    a: {type: txt}                                       | event.fields.a.type  must be one of number, integer, boolean, category, text, image: was 'txt'
                    a: {type: image, max-pixels: 0}                      | event.fields.a.max-pixels  must be at least 1: was 0
                    a: {type: image, max-pixels: 67108865}               | event.fields.a.max-pixels  must be at most 67108864: was 67108865
                    a: {type: image, max-bytes: 1GB}                     | event.fields.a.max-bytes  must be at most 268435456: was 1073741824
                    a: {type: text, folder: photos}                      | event.fields.a.max-bytes, max-pixels and folder  must be left out unless the type is image: was set
                    a: {type: number, required: yes}                     | event.fields.a.required  must be true or false: was 'yes'
                    a: {typ: number, type: number}                       | event.fields.a.typ  is not a known key: did you mean type?
                    a..b: {type: number}                                 | event.fields.a..b  the name must be a path such as card.os or items[0].price, with quotes around names with dots, brackets or quotes: was 'a..b'
                    a: {type: number, array: join}                       | event.fields.a.array  must be count for a number, join for a category or text, first or last: was join
                    "a[]": {type: number}                                | event.fields.a.array  must be set for a path with []: was absent
                    "a[].b[]": {type: number, array: first}              | event.fields.a_b.path  must have [] once: was a[].b[]
                    a: {type: text, coerce: [text-numbers]}              | event.fields.a.coerce  must fit the type text: was text-numbers
                    a: {type: image, from: key}                          | event.fields.a.from  must be value for an image: was the record key
                    i.x: {type: number}                                  | event.fields.i_x  must be possible beside id: i.x and i cannot both be in an event
                    a: number                                            | event.fields.a  must be a map of keys: was a single value
                    event_time: {type: number}                           | event.fields.event_time  must have another name: event_time is the event's own time
                    """)
    void fieldMessage_saysWhatMustHold(String field, String problem) {
        assertThat(eventProblems("  fields:\n    " + field)).contains("p.yaml:6  " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    max-bytes: 0                              | event.max-bytes  must be at least 1: was 0
                    max-bytes: 3GB                            | event.max-bytes  must be at most 67108864: was 2147483647
                    max-bytes: 1 mega                         | event.max-bytes  must be a size such as 1048576, 512KB or 1MB: was '1 mega'
                    value: photo                              | event.value  must be the only field, of type image and without a folder: was 'photo'
                    fields-in: a..b                           | event.fields-in  must be a path such as card.os or items[0].price, with quotes around names with dots, brackets or quotes: was 'a..b'
                    time: {field: t, max-age: -1s}            | event.time.max-age  must be a duration such as 250ms, 20s, 5m, 24h or 7d: was '-1s'
                    time: {max-age: 1s}                       | event.time.field  must be set where max-age or max-ahead is: without it there is nothing to compare
                    time: {unit: minutes}                     | event.time.unit  must be one of s, ms, us, ns, iso: was 'minutes'
                    time: {field: t, zone: Mars}              | event.time.zone  must be a time zone such as UTC, +02:00 or Europe/Berlin: was 'Mars'
                    time: {field: t, zone: UTC}               | event.time.zone  must be left out unless unit is iso or format is set: was UTC
                    time: {field: t, unit: s, format: yyyy-MM-dd, zone: UTC} | event.time.unit  must be left out or iso where format is set: was s
                    time: {field: t, format: yyyy-MM-dd}      | event.time.zone  must be set where format has no offset: was absent
                    time: {field: t, zone: UTC, format: HH:mm} | event.time.format  must say year, month and day: was 'HH:mm'
                    time: {field: t, zone: UTC, format: YYYY-MM-dd} | event.time.format  must say year, month and day: was 'YYYY-MM-dd'
                    time: {field: t, zone: UTC, format: yyyy-bb} | event.time.format  must be a pattern of date and time that can be read, such as dd.MM.yyyy HH:mm: was 'yyyy-bb' (Unknown pattern letter: b)
                    time: {from: position}                    | event.time.from  must be value, key or header: was position
                    time: {from: header}                      | event.time.name  is required with from: header
                    time: {field: t, name: x}                 | event.time.name  must be left out unless from is header: was 'x'
                    time: {field: t, from: header, name: x}   | event.time.from  must be value or key where a path is set: was header
                    duplicate-keys: first                     | event.duplicate-keys  must be one of reject, last: was 'first'
                    coerce: [numbers]                         | event.coerce  must be one of text-numbers, decimal-comma, text-booleans, numeric-categories: was 'numbers'
                    duplicates: {horizon: 8d}                 | event.duplicates.horizon  must be at most 7d: was 8d
                    duplicates: {action: ignore}              | event.duplicates.action  must be one of drop, mark: was 'ignore'
                    """)
    void eventMessage_saysWhatMustHold(String key, String problem) {
        assertThat(eventProblems("  " + key)).containsExactly("p.yaml:5  " + problem);
    }

    @Test
    void images_areNeitherRememberedNorCopiedNorProfiles() {
        String yaml = """
                pipeline: p
                kafka: {bootstrap-servers: 'h:1'}
                event: {id: i, entity: e, fields: {photo: {type: image}}}
                profile: {redis: 'redis://x', fields: {face: {type: image}}}
                history: {windows: {w: {of: photo, over: 1h, aggregates: [count]}}}
                models: {directory: m}
                predictions: {include-features: [photo]}
                """;
        assertThat(PipelineFile.of(folder, yaml).problems())
                .containsExactly(
                        "p.yaml:4  profile.fields.face.type  must not be image: profiles hold numbers and texts: was image",
                        "p.yaml:5  history.windows.w.of  must not be an image: was 'photo'",
                        "p.yaml:7  predictions.include-features  must not be images: was photo");
    }

    private List<String> eventProblems(String lines) {
        String head = "pipeline: p\nkafka: {bootstrap-servers: 'h:1'}\nmodels: {directory: m}\n";
        return PipelineFile.of(folder, head + "event:\n" + lines + "\n  id: i\n  entity: e\n")
                .problems();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    redis: 'http://x', fields: {a: {type: number}}                            | profile.redis  must be a URL such as redis://host:6379, redis-sentinel://host:26379#master or redis-cluster://host:6379,host:6379 (rediss for TLS): was http://x
                    redis: 'redis-sentinel://x', fields: {a: {type: number}}                  | profile.redis  must be a URL such as redis://host:6379, redis-sentinel://host:26379#master or redis-cluster://host:6379,host:6379 (rediss for TLS): was redis-sentinel://x
                    redis: 'redis://x', tls: {trust: a.pem}, fields: {a: {type: number}}      | profile.tls  must be left out unless the URL begins with rediss: was set
                    redis: 'rediss://x', tls: {key: a.pem}, fields: {a: {type: number}}       | profile.tls.key  must be given with certificate: was only one
                    redis: 'redis://x', fields: {a: {type: number, max-age: 2h, ttl: 1h}}     | profile.fields.a.ttl  must be at least max-age (2h): was 1h
                    redis: 'redis://x', fields: {a: {type: number, about: {version: 0}}}      | profile.fields.a.about.version  must be at least 1: was 0
                    redis: 'redis://x', key: 'p:entity', fields: {a: {type: number}}          | profile.key  must contain {entity}: was 'p:entity'
                    redis: 'redis://x', deadline: 0ms, fields: {a: {type: number}}            | profile.deadline  must be above zero: was 0ms
                    redis: 'redis://x', deadline: 11s, fields: {a: {type: number}}            | profile.deadline  must be at most 10s: was 11s
                    redis: 'redis://x', newer-than-event: stale, fields: {a: {type: number}}  | profile.newer-than-event  must be one of present, missing: was 'stale'
                    redis: 'redis://x', layout: list, fields: {a: {type: number}}             | profile.layout  must be one of hash, string, json: was 'list'
                    redis: 'redis://x', layout: string, fields: {a: {type: number}, b: {type: number}} | profile.layout  must be hash or json, for a string holds one field: was string with 2 fields
                    redis: 'redis://x', fields: {}                                            | profile.fields  must declare at least one field: was none
                    redis: 'redis://x', near-cache: {max-entities: -1}, fields: {a: {type: number}} | profile.near-cache.max-entities  must be at least 0: was -1
                    redis: 'redis://x', fields: {a: {type: number, default: x}}               | profile.fields.a.default  must be a number: was 'x'
                    redis: 'redis://x', fields: {a: {type: integer, default: 1.5}}            | profile.fields.a.default  must be a whole number: was '1.5'
                    redis: 'redis://x', fields: {a: {type: boolean, default: 1}}              | profile.fields.a.default  must be true or false: was '1'
                    redis: 'redis://x', fields: {a: {type: number, max-age: 0s}}              | profile.fields.a.max-age  must be above zero: was 0ms
                    redis: 'redis://x', fields: {event_time: {type: number}}                  | profile.fields.event_time  must have another name: event_time is the event's own time
                    fields: {a: {type: number}}                                               | profile.redis  is required
                    """)
    void profileMessage_saysWhatMustHold(String keys, String problem) {
        assertThat(problems("profile: {" + keys + "}")).containsExactly("p.yaml:5  " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    of: amount, over: 1h, aggregates: [count], ttl: 1h       | ttl  must be left out unless materialize is true: was 1h
                    of: amount, over: 1h, aggregates: [count], materialize: true, ttl: 0s | ttl  must be above zero: was 0ms
                    of: amount, over: 1h, aggregates: [count], materialize: true | materialize  must be left out unless profile.redis says where features are kept: was true
                    of: amount, over: 9s, aggregates: [count]                | over  must be between 10s and 7d: was 9s
                    of: amount, over: 8d, aggregates: [count]                | over  must be between 10s and 7d: was 8d
                    of: amount, over: 1h, every: 7m, aggregates: [count]     | over  must be a multiple of every (7m): was 1h
                    of: amount, over: 1h, every: 0s, aggregates: [count]     | every  must be at least 1s: was 0ms
                    of: amount, over: 7d, every: 1s, aggregates: [count]     | every  must cut the window into at most 256 buckets: was 1s, which makes 604800
                    of: amount, over: 1h                                     | aggregates  must name at least one aggregate: was none
                    of: amount, over: 1h, aggregates: [count, count]         | aggregates  must differ from each other: was [COUNT, COUNT]
                    of: amount, over: 1h, aggregates: [avg]                  | aggregates  must be one of count, sum, mean, min, max, std, distinct, since_last: was 'avg'
                    of: category, over: 1h, aggregates: [count, mean]        | aggregates  must be among count, distinct and since_last for a category: was [count, mean]
                    of: other, over: 1h, aggregates: [count]                 | of  must be one of event.fields: was 'other'
                    over: 1h, aggregates: [count]                            | of  is required
                    """)
    void windowMessage_saysWhatMustHold(String keys, String problem) {
        String fields = "event: {id: i, entity: e, fields: {amount: {type: number}, category: {type: category}}}\n";
        String yaml = "pipeline: p\nkafka: {bootstrap-servers: 'h:1'}\nmodels: {directory: m}\n" + fields
                + "history: {windows: {w: {" + keys + "}}}";
        assertThat(PipelineFile.of(folder, yaml).problems()).containsExactly("p.yaml:5  history.windows.w." + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stream-threads: 0                                         | kafka.stream-threads  must be at least 1: was 0
                    standby-replicas: -1                                      | kafka.standby-replicas  must be at least 0: was -1
                    commit-interval: 0s                                       | kafka.commit-interval  must be above zero: was 0ms
                    guarantee: at-most-once                                   | kafka.guarantee  must be one of exactly-once, at-least-once: was 'at-most-once'
                    properties: {producer.transaction.timeout.ms: 1 s}        | kafka.properties.producer.transaction.timeout.ms  must be milliseconds: was '1 s'
                    properties: {transaction.timeout.ms: 40}                  | kafka.commit-interval  must be below the transaction timeout (40ms, set by kafka.properties.producer.transaction.timeout.ms): was 50ms
                    properties: {application.id: x}                           | kafka.properties.application.id  must not be set: the pipeline's name is used
                    properties: {bootstrap.servers: x}                        | kafka.properties.bootstrap.servers  must not be set: set kafka.bootstrap-servers instead
                    properties: {consumer: {isolation.level: x}}              | kafka.properties.consumer.isolation.level  must not be set: set kafka.guarantee instead
                    properties: {auto.offset.reset: none}                     | kafka.properties.auto.offset.reset  must be earliest, latest or by_duration: with a time such as PT1H: was 'none'
                    properties: {consumer.auto.offset.reset: by_duration:1h}  | kafka.properties.consumer.auto.offset.reset  must be earliest, latest or by_duration: with a time such as PT1H: was 'by_duration:1h'
                    properties: {restore.consumer.auto.offset.reset: latest}  | kafka.properties.restore.consumer.auto.offset.reset  must not be set: it is about the events: set kafka.properties.auto.offset.reset instead
                    properties: [a]                                           | kafka.properties  must be a map of keys: was a list
                    properties: {ssl.protocol: [a]}                           | kafka.properties.ssl.protocol  must be a single value: was a list
                    """)
    void kafkaMessage_saysWhatMustHold(String key, String problem) {
        String yaml =
                "pipeline: p\nevent: {id: i, entity: e}\nmodels: {directory: m}\nkafka: {bootstrap-servers: 'h:1', "
                        + key + "}";
        assertThat(PipelineFile.of(folder, yaml).problems()).containsExactly("p.yaml:4  " + problem);
    }

    @ParameterizedTest
    @CsvSource({"localhost", "localhost:", "'a:1,'", "http://a/b:1", "user@host:9092"})
    void bootstrapServers_mustBeHostAndPort(String servers) {
        String yaml = PipelineFile.MINIMAL.replace("localhost:9092", servers);
        assertThat(PipelineFile.of(folder, yaml).problems())
                .singleElement()
                .asString()
                .startsWith("p.yaml:2  kafka.bootstrap-servers  must be host:port, several joined by commas: was ");
    }

    @ParameterizedTest
    @CsvSource({"'a:1,b:2'", "'a:1, b:2'", "[::1]:9092", "SSL://a:1"})
    void bootstrapServers_mayBeSeveral(String servers) {
        String yaml = PipelineFile.MINIMAL.replace("localhost:9092", servers);
        assertThat(PipelineFile.of(folder, yaml).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    version: ../up        | models.version  must be the name of one folder: was '../up'
                    version: a/b          | models.version  must be the name of one folder: was 'a/b'
                    time-limit: 2m        | models.time-limit  must be at most 1m: was 2m
                    time-limit: 0s        | models.time-limit  must be above zero: was 0ms
                    max-bytes: 2GB        | models.max-bytes  must be at most 2147483639: was 2147483648
                    max-bytes: 0          | models.max-bytes  must be at least 1: was 0
                    """)
    void modelsMessage_saysWhatMustHold(String key, String problem) {
        String yaml = PipelineFile.MINIMAL.replace("models}", "models, " + key + "}");
        assertThat(PipelineFile.of(folder, yaml).problems()).containsExactly("p.yaml:4  " + problem);
    }

    @Test
    void featureName_mustBeUnique_acrossEventProfileAndHistory() {
        String yaml = """
                pipeline: p
                kafka: {bootstrap-servers: 'h:1'}
                models: {directory: m}
                event:
                  id: i
                  entity: e
                  fields: {amount: {type: number}, w_count: {type: number}}
                profile:
                  redis: redis://x
                  fields:
                    amount: {type: number}
                history:
                  windows:
                    w: {of: amount, over: 1h, aggregates: [count]}
                """;
        assertThat(PipelineFile.of(folder, yaml).problems())
                .containsExactly(
                        "p.yaml:11  profile.fields.amount  must have another name: the feature amount is also declared by"
                                + " event.fields.amount",
                        "p.yaml:14  history.windows.w  must have another name: the feature w_count is also declared by"
                                + " event.fields.w_count");
    }

    @Test
    void alertRules_areAllCheckedWithLineAndCaret() {
        assertThat(problems("""
                        alerts:
                          a: {when: drift(amuont) >= medium}
                          b: {when: p99_latency > 50}
                          c:
                            when: score >= much
                        """))
                .containsExactly(
                        "p.yaml:6  alerts.a.when  must have `drift` declared: was drift(amuont) >= medium",
                        "p.yaml:7  alerts.b.when  must have a unit: ms, s or m\n  p99_latency > 50\n                  ^",
                        "p.yaml:9  alerts.c.when  must compare score with a number\n  score >= much\n           ^");
        assertThat(problems("drift: {}\nalerts: {a: {when: drift(scoer) >= medium}}"))
                .containsExactly("p.yaml:6  alerts.a.when  must name a feature or score: scoer is neither: did you mean"
                        + " score? (in 'drift(scoer) >= medium')");
    }

    @Test
    void performanceRules_nameWhatCanBeMeasured() {
        assertThat(problems("outcomes: {truth: regression}\nalerts: {a: {when: performance(auc) < 0.9}}"))
                .containsExactly(
                        "p.yaml:6  alerts.a.when  must name one of mae, r2, rmse: auc is none with outcomes.truth"
                                + " regression");
        assertThat(problems("outcomes: {}\nalerts: {a: {when: performance(log-loss) > 0.3}}"))
                .isEmpty();
        assertThat(problems("outcomes: {}\nalerts: {a: {when: performance(*) >= high}}"))
                .isEmpty();
    }

    @Test
    void duplicateKey_namesBothLines() {
        assertThat(problems("batch: {max-size: 1}\nbatch: {max-size: 2}"))
                .containsExactly("p.yaml:6  batch  must occur once: is also in line 5");
        assertThat(PipelineFile.of(
                                folder,
                                PipelineFile.MINIMAL.replace("9092\"}", "9092\", properties: {a: {b: 1}, a.b: 2}}"))
                        .problems())
                .containsExactly("p.yaml:2  kafka.properties.a.b  must occur once: is also in line 2");
    }

    @Test
    void profileWithoutFields_isEnough_whereFeaturesAreWritten() {
        String yaml = """
                pipeline: p
                kafka: {bootstrap-servers: 'h:1'}
                event: {id: i, entity: e, fields: {a: {type: number}}}
                profile: {redis: 'redis-cluster://x:1,y:2'}
                history: {windows: {w: {of: a, over: 1h, aggregates: [count], materialize: true}}}
                models: {directory: m}
                """;
        assertThat(PipelineFile.of(folder, yaml).problems()).isEmpty();
    }

    @Test
    void emptySection_isAnAbsentOne() {
        assertThat(problems("batch:\nprofile:\nalerts:\nhistory: {windows: }")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    batch: {max-size: 1           | must be valid YAML: expected ',' or '}', but got <stream end>
                    batch: &a {max-size: 1}\\nhttp: *a | must be valid YAML: aliases of maps and lists are not supported
                    ? [a, b]\\n: 1                | must have keys of plain text
                    --- \\na: 1                   | must be valid YAML: but found another document
                    """)
    void yaml_mustBePlain(String more, String problem) {
        assertThat(problems(more.replace("\\n", "\n")))
                .singleElement()
                .asString()
                .endsWith(problem);
    }

    @Test
    void yaml_mustHaveNoTags() {
        assertThat(problems("http: {port: !port 1}"))
                .containsExactly("p.yaml:5  http.port  must have no tag: was !port");
        assertThat(problems("http: {port: !!javax.script.ScriptEngineManager [x]}"))
                .containsExactly("p.yaml:5  must be valid YAML: Global tag is not allowed:"
                        + " tag:yaml.org,2002:javax.script.ScriptEngineManager");
    }

    @Test
    void yaml_mustNotBeDeepOrLarge() {
        assertThat(problems("http: " + "[".repeat(100) + "]".repeat(100)))
                .singleElement()
                .asString()
                .contains("Nesting Depth exceeded");
        assertThat(problems("# " + "x".repeat(1 << 20)))
                .containsExactly("p.yaml  must be a readable file: larger than 1048576 bytes");
    }

    @Test
    void file_mustBeThereAndBeText() throws Exception {
        PipelineFile file = PipelineFile.of(folder, "");
        assertThat(file.problems()).containsExactly("p.yaml  must be a map of keys: was empty");
        Files.write(folder.resolve("p.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file.problems()).containsExactly("p.yaml  must be UTF-8 text: was something else");
        Files.delete(folder.resolve("p.yaml"));
        assertThat(file.problems()).containsExactly("p.yaml  must be a readable file: does not exist");
    }
}
