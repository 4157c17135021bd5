package org.cairn.core.trie;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A trie after a batch of changes, and what the store has to learn: first remove the deleted
/// paths, then put each node under the path of the same index. `formerValues` holds for each change
/// what the key had before.
///
/// The arrays are handed over, not copied: a block's update has thousands of them.
@SuppressWarnings("ArrayRecordComponent") // Handed over once, compared nowhere.
public record TrieUpdate(
    Trie trie,
    List<byte[]> deletedPaths,
    List<byte[]> paths,
    List<byte[]> nodes,
    byte[] @Nullable [] formerValues) {}
