package org.cairn.genesis.json;

/// Bytes that are no JSON, or JSON beyond the limits. The message says where.
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String problem) {
    super(problem);
  }
}
