package org.cairn.node.stake;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.consensus.epoch.EpochSets;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.staking.EpochReport;
import org.cairn.consensus.staking.EpochSet;
import org.cairn.consensus.staking.Outcome;
import org.cairn.consensus.staking.StakingCodec;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.block.Block;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.store.StoreException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Invariant;
import org.jspecify.annotations.Nullable;

/// The committed stake. Each block's batch has what of the block stake depends on; the batch of an
/// epoch's last block also has the whole state, the set that it fixed, and the epoch's account. A
/// node that starts reads the newest whole state and applies the blocks after it again.
///
/// Written by the execution thread, read by any.
public final class StakeStore implements EpochSets {
  private static final byte BLOCK = 'b';
  private static final byte STATE = 's';
  private static final byte SET = 'e';
  private static final byte REPORT = 'r';

  private final ChainDatabase chain;
  private final StakingParameters parameters;
  private final StakingState genesis;
  private volatile Staked committed;

  /// The stake as it was when the current epoch began; [#replay] brings it to the head.
  public StakeStore(ChainDatabase chain, StakingParameters parameters, StakingState genesis) {
    this.chain = chain;
    this.parameters = parameters;
    this.genesis = genesis;
    long epoch = parameters.epochOf(chain.head().header().number() + 1);
    Bytes stored = epoch == 0 ? null : chain.staking(key(STATE, epoch));
    if (epoch > 0 && stored == null) {
      throw new StoreException(
          "the stake at the beginning of epoch %d is missing: the folder is damaged or was made by"
                  .formatted(epoch)
              + " an older version; remove it to fetch the chain anew");
    }
    StakingState state = stored == null ? genesis : StakingCodec.decode(stored);
    this.committed = Staked.of(state, null);
  }

  /// Applies the committed blocks of the current epoch again.
  ///
  /// @throws StoreException when the outcome is not what the chain committed to
  public void replay(Stakes stakes) {
    long head = chain.head().header().number();
    Staked before = committed;
    for (long height = committed.state().height() + 1; height <= head; height++) {
      before = committed;
      committed = again(stakes, before.state(), height);
    }
    if (head > before.state().height()
        && !proof(head).header().staking().state().equals(before.root())) {
      throw new StoreException(
          "the stake before block %d is not the one that its header commits to".formatted(head));
    }
  }

  private Staked again(Stakes stakes, StakingState before, long height) {
    FinalityProof.Link link = proof(height).path().getLast();
    Block block = Invariant.present(chain.block(height), "committed blocks are kept");
    BlockRecord record = record(height);
    return switch (stakes.reapply(before, link.header(), link.justification(), block, record)) {
      case Outcome.Applied(StakingState after, EpochReport report) -> Staked.of(after, report);
      case Outcome.Refused(String reason) ->
          throw new StoreException("block %d: %s".formatted(height, reason));
    };
  }

  private FinalityProof proof(long height) {
    Bytes encoded = Invariant.present(chain.proof(height), "committed blocks have their proof");
    return MessageCodec.decodeProof(encoded);
  }

  /// The stake after the last committed block.
  public Staked committed() {
    return committed;
  }

  /// What the batch of a block has to contain, given the stake after it.
  public Map<Bytes, Bytes> entries(BlockRecord record, Staked after) {
    Map<Bytes, Bytes> entries = new LinkedHashMap<>();
    entries.put(key(BLOCK, after.state().height()), record.encode());
    EpochReport report = after.report();
    if (report != null) {
      long begins = after.state().epoch();
      EpochSet next = after.state().next();
      entries.put(key(STATE, begins), StakingCodec.encode(after.state()));
      entries.put(key(SET, next.epoch()), StakingCodec.encode(next));
      entries.put(key(REPORT, report.epoch()), report.encode());
      if (begins >= 2) {
        entries.put(key(STATE, begins - 2), Bytes.EMPTY);
      }
    }
    return entries;
  }

  /// The batch has been written.
  public void committed(Staked after) {
    committed = after;
  }

  /// What is kept of a committed block.
  public BlockRecord record(long height) {
    return BlockRecord.decode(
        Invariant.present(chain.staking(key(BLOCK, height)), "committed blocks have their record"));
  }

  /// The account of an epoch that is over, or nothing.
  public @Nullable EpochReport report(long epoch) {
    Bytes stored = chain.staking(key(REPORT, epoch));
    return stored == null ? null : EpochReport.decode(stored);
  }

  /// The set of an epoch as far as it is fixed, or nothing.
  public @Nullable EpochSet set(long epoch) {
    StakingState state = committed.state();
    if (epoch == state.current().epoch()) {
      return state.current();
    }
    if (epoch == state.next().epoch()) {
      return state.next();
    }
    if (epoch < 2) {
      return epoch == 0 ? genesis.current() : genesis.next();
    }
    Bytes stored = chain.staking(key(SET, epoch));
    return stored == null ? null : StakingCodec.decodeSet(stored);
  }

  @Override
  public ValidatorSet validators(long epoch) {
    return Invariant.present(set(epoch), "asked for sets that are fixed").validators();
  }

  public StakingParameters parameters() {
    return parameters;
  }

  private static Bytes key(byte kind, long number) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array());
  }
}
