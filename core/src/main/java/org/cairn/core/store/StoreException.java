package org.cairn.core.store;

import org.jspecify.annotations.Nullable;

/// The disk, or what lies on it, failed: the folder is locked, corrupt, of another chain or of an
/// unknown schema. Fatal unless the owner says otherwise; the message is for the operator.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String what) {
    super(what);
  }

  public StoreException(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
