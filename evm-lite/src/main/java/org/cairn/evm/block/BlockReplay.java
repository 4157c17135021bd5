package org.cairn.evm.block;

import java.util.List;
import java.util.function.IntFunction;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.InvariantViolation;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.tx.Outcome;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.tx.TransactionProcessor;
import org.cairn.evm.tx.TransactionValidity.Room;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.BlockHashes;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// Executes blocks once more that were found valid before, for tracers to watch. Nothing is checked
/// and no root is computed, so that a state without its tries is enough. Any thread may use it.
public final class BlockReplay {
  private final ChainRules chain;
  private final CodeCache codes;

  public BlockReplay(ChainRules chain, CodeCache codes) {
    this.chain = chain;
    this.codes = codes;
  }

  /// Runs the first so many transactions; `tracers` gives each its tracer by its index, or nothing.
  public void run(
      StateReader before,
      Block block,
      List<Address> senders,
      BlockHashes hashes,
      int count,
      IntFunction<@Nullable Tracer> tracers) {
    BlockHeader header = block.header();
    Rules rules = chain.schedule().at(header);
    BlockContext context = BlockExecution.context(rules, header, hashes);
    World world = new World(before, rules, codes);
    TransactionProcessor processor = new TransactionProcessor(chain.sendersMayHaveCode());
    BlockExecution.open(processor, world, context, header);
    Room room = new Room(header.gasLimit(), rules.blobs().max() * BlobGas.PER_BLOB);
    for (int i = 0; i < count; i++) {
      SignedTransaction signed = block.body().transactions().get(i);
      var transaction = new RecoveredTransaction(signed, senders.get(i));
      Outcome outcome = processor.process(world, transaction, context, room, tracers.apply(i));
      if (outcome instanceof Outcome.Rejected(Refusal refusal)) {
        throw new InvariantViolation(
            "transaction " + signed.hash() + " of a final block: " + refusal.message());
      }
    }
  }
}
