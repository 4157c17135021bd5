package org.cairn.node.chainfile;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.chain.FinalizedBlock;
import org.cairn.core.chain.FinalizedHead;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.UInt256;
import org.cairn.evm.block.Ancestors;
import org.cairn.evm.block.BlockExecutor;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.block.Parent;
import org.cairn.evm.block.Verdict;
import org.cairn.evm.code.CodeCache;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.ForkName;
import org.cairn.node.adapter.ForkScheduleOf;
import org.jspecify.annotations.Nullable;

/// Executes chain files into a data folder, each block by all rules but the seal of proof of work.
/// Each valid block is committed before the next one is looked at, so an import that was stopped
/// goes on where it was when it is started again: blocks that are known are passed over.
public final class ChainImport {
  private final ChainDatabase chain;
  private final BlockExecutor executor;
  private final Progress progress;

  /// Where balances were changed by hand, on the one chain that did so.
  private final @Nullable Long daoBlock;

  private Parent head;
  private UInt256 totalDifficulty;
  private long imported;
  private long known;

  /// Hears of each block that became part of the chain.
  @FunctionalInterface
  public interface Progress {
    void imported(BlockHeader header, Hash hash);
  }

  /// What an import did: blocks executed, blocks passed over, and the head that the chain now has.
  public record Outcome(long imported, long known, FinalizedHead head) {}

  private ChainImport(
      ChainDatabase chain, ChainRules rules, @Nullable Long daoBlock, Progress progress) {
    this.chain = chain;
    this.executor = new BlockExecutor(rules, new CodeCache());
    this.daoBlock = daoBlock;
    this.progress = progress;
    FinalizedHead stored = chain.head();
    this.totalDifficulty = DataFolder.totalDifficulty(chain, stored.number());
    this.head = new Parent(stored.header(), chain.headState(), totalDifficulty);
  }

  /// Imports the files in their order.
  ///
  /// @throws ChainFileException when a file has something else than the next valid block; the
  ///   blocks before it are imported
  public static Outcome run(
      Path genesisFile, DataFolder folder, List<Path> files, Progress progress) {
    ChainSpec spec = ChainSpec.read(genesisFile);
    ChainRules rules = ForkScheduleOf.rules(spec);
    Genesis genesis = Genesis.of(spec);
    try (ChainDatabase chain = folder.openForImport(genesisFile, genesis);
        ExecutorService threads = senderThreads()) {
      Long daoBlock =
          spec.config().daoForkSupport() ? spec.config().activation(ForkName.DAO) : null;
      var running = new ChainImport(chain, rules, daoBlock, progress);
      try {
        for (Path file : files) {
          try (var blocks = new ReadAhead(file, rules.schedule(), threads)) {
            running.take(blocks);
          }
        }
      } finally {
        chain.sync();
      }
      return new Outcome(running.imported, running.known, chain.head());
    }
  }

  private static ExecutorService senderThreads() {
    return Executors.newFixedThreadPool(
        Runtime.getRuntime().availableProcessors(),
        Thread.ofPlatform().name("senders-", 0).daemon().factory());
  }

  private void take(ReadAhead blocks) {
    PreparedBlock block = blocks.next();
    while (block != null) {
      if (block.number() <= head.header().number()) {
        pass(block);
      } else {
        execute(block);
      }
      block = blocks.next();
    }
  }

  /// A block that the chain has already, which may be its genesis.
  private void pass(PreparedBlock block) {
    Hash own = Invariant.present(chain.hash(block.number()), "blocks up to the head are known");
    if (!block.hash().equals(own)) {
      throw new ChainFileException(
          block.place() + " is of another chain: the data folder has " + own + " there");
    }
    known++;
  }

  private void execute(PreparedBlock prepared) {
    List<Address> senders = prepared.senders();
    if (senders == null) {
      throw invalid(
          prepared, Verdict.Reason.SIGNATURE, "a transaction's signature names no sender");
    }
    if (daoBlock != null && prepared.number() == daoBlock) {
      throw new ChainFileException(
          prepared.place() + " is the fork of The DAO, which this program does not have");
    }
    Block block = prepared.block();
    switch (executor.execute(head, block, senders, new Stored())) {
      case Verdict.Invalid(Verdict.Reason reason, String detail, _) ->
          throw invalid(prepared, reason, detail);
      case Verdict.Valid(var state, var receipts, _) -> {
        totalDifficulty = totalDifficulty.plus(block.header().difficulty());
        chain.commitSoon(
            new FinalizedBlock(
                block,
                prepared.hash(),
                receipts,
                state,
                DataFolder.encodeTotalDifficulty(totalDifficulty)));
        head = new Parent(block.header(), chain.headState(), totalDifficulty);
        imported++;
        progress.imported(block.header(), prepared.hash());
      }
    }
  }

  private ChainFileException invalid(PreparedBlock block, Verdict.Reason reason, String detail) {
    boolean firstOfChain = reason == Verdict.Reason.PARENT_HASH && head.header().number() == 0;
    return new ChainFileException(
        block.place()
            + " is invalid: "
            + reason
            + ": "
            + detail
            + (firstOfChain ? " (the genesis block; is this the chain's genesis file?)" : ""));
  }

  /// The chain as far as it is committed, which is all that a block of an import descends from.
  private final class Stored implements Ancestors {
    @Override
    public @Nullable Block block(Hash hash) {
      Long number = chain.numberOf(hash);
      return number == null ? null : chain.block(number);
    }

    @Override
    public @Nullable Hash hash(long number) {
      return chain.hash(number);
    }
  }
}
