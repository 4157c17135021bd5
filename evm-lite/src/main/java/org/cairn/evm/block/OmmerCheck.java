package org.cairn.evm.block;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.types.Hash;
import org.cairn.evm.block.Verdict.Invalid;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.jspecify.annotations.Nullable;

/// Whether the ommers of a block are real (Yellow Paper, "Ommer Validation"): valid headers that
/// came too late, children of an ancestor, named by no block before.
final class OmmerCheck {
  static final int MAX_OMMERS = 2;

  /// How many generations above the block an ommer's parent may be, at most.
  private static final int MAX_GENERATIONS = 7;

  private final ChainRules chain;
  private final Ancestors ancestors;

  OmmerCheck(ChainRules chain, Ancestors ancestors) {
    this.chain = chain;
    this.ancestors = ancestors;
  }

  @Nullable Invalid check(Block block) {
    List<BlockHeader> ommers = block.body().ommers();
    if (ommers.isEmpty()) {
      return null;
    }
    if (ommers.size() > MAX_OMMERS) {
      return new Invalid(Reason.TOO_MANY_OMMERS, ommers.size() + " ommers");
    }
    Map<Hash, BlockHeader> lineage = new HashMap<>();
    Set<Hash> named = new HashSet<>();
    Hash hash = block.header().parentHash();
    for (int generation = 1; generation <= MAX_GENERATIONS; generation++) {
      Block ancestor = ancestors.block(hash);
      if (ancestor == null) {
        break;
      }
      lineage.put(hash, ancestor.header());
      for (BlockHeader ommer : ancestor.body().ommers()) {
        named.add(HeaderCodec.hash(ommer));
      }
      hash = ancestor.header().parentHash();
    }
    for (BlockHeader ommer : ommers) {
      Invalid found = check(ommer, block.header().parentHash(), lineage, named);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Invalid check(
      BlockHeader ommer, Hash blocksParent, Map<Hash, BlockHeader> lineage, Set<Hash> named) {
    Hash hash = HeaderCodec.hash(ommer);
    if (!named.add(hash)) {
      return new Invalid(Reason.OMMER_TWICE, "ommer " + hash + " is named before");
    }
    if (lineage.containsKey(hash)) {
      return new Invalid(Reason.OMMER_IS_ANCESTOR, "ommer " + hash);
    }
    BlockHeader parent = lineage.get(ommer.parentHash());
    if (parent == null || ommer.parentHash().equals(blocksParent)) {
      return new Invalid(
          Reason.OMMER_PARENT, "ommer " + hash + " is a child of " + ommer.parentHash());
    }
    Rules rules = chain.schedule().at(ommer);
    if (rules.isAtLeast(Fork.PARIS)) {
      return new Invalid(Reason.OMMER_HEADER, "ommer " + hash + " of " + rules.fork());
    }
    Invalid found =
        new HeaderCheck(parent, rules, chain.timestampMayEqualParents())
            .check(ommer, ommer.parentHash());
    return found == null
        ? null
        : new Invalid(
            Reason.OMMER_HEADER, "ommer " + hash + ": " + found.reason() + ", " + found.detail());
  }
}
