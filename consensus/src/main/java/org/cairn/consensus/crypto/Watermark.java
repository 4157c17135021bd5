package org.cairn.consensus.crypto;

/// A view, durable apart from the journal, up to which this key may have signed. It is raised in
/// strides, so that it costs a flush only once in a while; when the journal is lost, nothing at or
/// below it is signed again.
public interface Watermark {
  /// The view, or -1 when nothing was ever signed.
  long leasedView();

  /// Raises it, durably, before anything above the old one is signed.
  void lease(long view);
}
