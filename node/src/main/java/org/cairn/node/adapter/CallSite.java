package org.cairn.node.adapter;

import org.cairn.core.state.StateReader;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BlockEnvironment;
import org.cairn.evm.block.SystemContracts;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.interpreter.CallResult;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.tx.Call;
import org.cairn.evm.tx.CallOutcome;
import org.cairn.evm.tx.TransactionProcessor;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.BlockHashes;
import org.cairn.evm.world.World;
import org.cairn.rpc.port.CallBlock;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.PrecompileMoves;
import org.jspecify.annotations.Nullable;

/// The world and the block that a simulated call runs in. One thread owns it.
public record CallSite(World world, BlockContext block, Precompiles precompiles) {
  public static CallSite of(
      StateReader state,
      CallBlock block,
      ForkSchedule schedule,
      BlockHashes hashes,
      CodeCache codes) {
    Rules rules = schedule.at(block.header());
    return on(new World(state, rules, codes), rules, block, hashes);
  }

  /// A later block on the same world, by the same rules.
  public CallSite next(CallBlock later) {
    return on(world, block.rules(), later, block.hashes());
  }

  private static CallSite on(World world, Rules rules, CallBlock block, BlockHashes hashes) {
    BlockContext context = BlockEnvironment.of(rules, block.header(), hashes);
    Wei blobBaseFee = block.blobBaseFee();
    if (blobBaseFee != null) {
      context = context.withBlobBaseFee(blobBaseFee);
    }
    Precompiles precompiles = Precompiles.at(rules.fork());
    PrecompileMoves moves = block.precompiles();
    if (!moves.removed().isEmpty()) {
      precompiles = precompiles.rearranged(moves.removed(), moves.moved());
    }
    Hash beaconRoot = block.beaconRoot();
    if (beaconRoot != null && rules.isAtLeast(Fork.CANCUN)) {
      CallResult _ =
          new TransactionProcessor()
              .systemCall(world, context, SystemContracts.BEACON_ROOTS, beaconRoot.toBytes());
    }
    return new CallSite(world, context, precompiles);
  }

  public CallOutcome run(Call calls, CallRequest request, @Nullable Tracer tracer) {
    return calls.run(world, block, message(request), precompiles, tracer);
  }

  /// The message in the EVM's words.
  private static org.cairn.evm.tx.CallRequest message(CallRequest request) {
    return new org.cairn.evm.tx.CallRequest(
        request.from(),
        request.to(),
        request.gasLimit(),
        request.gasPrice(),
        request.value(),
        request.data(),
        request.accessList(),
        request.blobVersionedHashes(),
        request.authorizations());
  }
}
