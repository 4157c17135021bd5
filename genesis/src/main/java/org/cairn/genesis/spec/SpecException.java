package org.cairn.genesis.spec;

/// A chain specification that cannot be used. The message names the place in the JSON and the
/// offending value, and is meant for the operator as it is.
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SpecException(String path, String problem) {
    super(path.isEmpty() ? problem : path + ": " + problem);
  }
}
