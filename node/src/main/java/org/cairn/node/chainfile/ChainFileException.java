package org.cairn.node.chainfile;

/// An import or export cannot go on; the message says where and why.
public final class ChainFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChainFileException(String message) {
    super(message);
  }

  ChainFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
