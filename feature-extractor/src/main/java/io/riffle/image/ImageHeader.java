package io.riffle.image;

/** What an image says about itself; sizes are as stored, before it is turned upright. */
public record ImageHeader(ImageFormat format, int width, int height) {}
