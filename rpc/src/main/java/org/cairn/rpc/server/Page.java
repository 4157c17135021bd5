package org.cairn.rpc.server;

/// A small page for machines, as `/health` and `/metrics` are.
public record Page(int status, String contentType, String body) {
  /// Makes the page when it is asked for, on a virtual thread.
  @FunctionalInterface
  public interface Source {
    Page page();
  }

  public static Page json(int status, String body) {
    return new Page(status, "application/json", body);
  }
}
