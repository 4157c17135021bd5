package org.cairn.rpc.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.cairn.rpc.server.Connections.Connection;
import org.cairn.rpc.server.Connections.Phase;
import org.jspecify.annotations.Nullable;

/// Sends one HTTP response. A long one goes out in parts as its reader takes them, so that no more
/// than a part of it lies in buffers of the network, and a reader that stops is seen to. Runs on
/// the connection's event loop.
final class Answering {
  private static final int PART_BYTES = 64 << 10;
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

  private final HttpServerResponse response;
  private final Connection connection;
  private final @Nullable ResponseBuffer text;
  private final byte @Nullable [] compressed;
  private int sentBytes;

  /// @param text the response, which is released when it is sent; nothing for an empty one
  /// @param compressed the same by gzip, when that is to be sent
  Answering(
      HttpServerRequest request,
      Connection connection,
      @Nullable ResponseBuffer text,
      byte @Nullable [] compressed) {
    this.response = request.response();
    this.connection = connection;
    this.text = text;
    this.compressed = compressed;
  }

  void begin() {
    if (text == null) {
      connection.enter(Phase.NEXT_REQUEST);
      Replies.end(response);
      return;
    }
    if (response.ended() || response.closed()) {
      text.release();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    byte[] bytes = text.shared();
    int lengthBytes = text.size();
    if (compressed != null) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
      bytes = compressed;
      lengthBytes = compressed.length;
    }
    if (lengthBytes <= PART_BYTES) {
      connection.enter(Phase.NEXT_REQUEST);
      text.release();
      Replies.unlessGone(response.end(part(bytes, 0, lengthBytes)));
    } else {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(lengthBytes));
      response.exceptionHandler(_ -> text.release());
      response.closeHandler(_ -> text.release());
      sendParts(text, bytes, lengthBytes);
    }
  }

  private void sendParts(ResponseBuffer released, byte[] bytes, int lengthBytes) {
    connection.enter(Phase.READER);
    while (sentBytes < lengthBytes && !response.closed()) {
      if (response.writeQueueFull()) {
        response.drainHandler(_ -> sendParts(released, bytes, lengthBytes));
        return;
      }
      int partBytes = Math.min(PART_BYTES, lengthBytes - sentBytes);
      Buffer part = part(bytes, sentBytes, partBytes);
      sentBytes += partBytes;
      if (sentBytes == lengthBytes) {
        response.drainHandler(null);
        Replies.unlessGone(
            response
                .end(part)
                .onComplete(_ -> {
                  released.release();
                  connection.enter(Phase.NEXT_REQUEST);
                }));
      } else {
        Replies.unlessGone(response.write(part));
      }
    }
  }

  private static Buffer part(byte[] bytes, int offset, int lengthBytes) {
    return Buffer.buffer(lengthBytes).appendBytes(bytes, offset, lengthBytes);
  }
}
