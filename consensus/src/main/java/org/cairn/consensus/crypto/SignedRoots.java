package org.cairn.consensus.crypto;

import org.cairn.core.crypto.BlsMessage;
import org.cairn.core.types.Hash;

/// The signing roots that were signed or checked last, with the points that stand for them. A
/// validator signs a ballot, checks the others' votes for it and meets it again in the next block;
/// the signer and the provider share one of these, so that the point is worked out once. Any thread
/// may call.
public final class SignedRoots {
  /// Several views' worth: three roots each, and those that are awaited or come late.
  static final int LIMIT = 64;

  private final Recent<Hash, BlsMessage> messages = new Recent<>(LIMIT);

  BlsMessage message(Hash root) {
    BlsMessage known = messages.get(root);
    if (known != null) {
      return known;
    }
    BlsMessage message = BlsMessage.of(root.shared());
    messages.put(root, message);
    return message;
  }

  int size() {
    return messages.size();
  }
}
