package dev.penstock.serving;

import java.util.Map;

/**
 * What a replica answered, as it came.
 *
 * @param status the HTTP status
 * @param headers those that go on to the caller
 * @param body the bytes; not copied, so nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, Map<String, String> headers, byte[] body) {
  boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
