package dev.penstock.serving;

import java.io.InputStream;
import java.util.Map;

/**
 * A request's body on its way to a replica.
 *
 * @param length bytes; negative when it is not told
 * @param headers those that go on to the replica
 * @param body read once, by the thread that forwards it
 */
record Inbound(long length, Map<String, String> headers, InputStream body) {}
