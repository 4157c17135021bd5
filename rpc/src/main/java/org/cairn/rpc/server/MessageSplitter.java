package org.cairn.rpc.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of JSON objects and arrays into messages: one ends where its first bracket is
/// closed. What is no JSON is found by those who read the messages. One thread owns it.
final class MessageSplitter {
  private final int maxBytes;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private int depth;
  private boolean inString;
  private boolean escaped;

  MessageSplitter(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// Takes bytes until a message is complete, and returns it; nothing when they did not suffice.
  ///
  /// @throws IllegalArgumentException when a message is too long, or begins with no bracket
  byte @Nullable [] next(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte each = bytes.get();
      if (depth == 0 && isSpace(each)) {
        continue;
      }
      if (depth == 0 && each != '{' && each != '[') {
        throw new IllegalArgumentException("a message is an object or an array");
      }
      if (message.size() == maxBytes) {
        throw new IllegalArgumentException("a message of more than " + maxBytes + " bytes");
      }
      message.write(each);
      follow(each);
      if (depth == 0) {
        byte[] complete = message.toByteArray();
        message.reset();
        return complete;
      }
    }
    return null;
  }

  private static boolean isSpace(byte each) {
    return each == ' ' || each == '\n' || each == '\r' || each == '\t';
  }

  private void follow(byte each) {
    if (inString) {
      boolean ends = each == '"' && !escaped;
      escaped = each == '\\' && !escaped;
      inString = !ends;
    } else {
      switch (each) {
        case '"' -> inString = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
    }
  }
}
