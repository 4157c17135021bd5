package org.cairn.core.trie;

/// The key under which the store keeps a node: the owner of the trie (none for the trie of
/// accounts, the account's hashed address for its storage), the count of nibbles in one byte, the
/// nibbles in pairs. Nodes near the root thus lie together.
final class NodePath {
  private NodePath() {}

  static byte[] of(byte[] owner, byte[] key, int nibbles) {
    int fullBytes = nibbles / 2;
    byte[] path = new byte[owner.length + 1 + (nibbles + 1) / 2];
    System.arraycopy(owner, 0, path, 0, owner.length);
    path[owner.length] = (byte) nibbles;
    System.arraycopy(key, 0, path, owner.length + 1, fullBytes);
    if ((nibbles & 1) == 1) {
      path[path.length - 1] = (byte) (key[fullBytes] & 0xf0);
    }
    return path;
  }

  static void setNibble(byte[] key, int index, int nibble) {
    int at = index >> 1;
    key[at] =
        (byte) ((index & 1) == 0 ? (nibble << 4) | (key[at] & 0x0f) : (key[at] & 0xf0) | nibble);
  }

  /// The key with another nibble at one place.
  static byte[] withNibble(byte[] key, int index, int nibble) {
    byte[] changed = key.clone();
    setNibble(changed, index, nibble);
    return changed;
  }
}
