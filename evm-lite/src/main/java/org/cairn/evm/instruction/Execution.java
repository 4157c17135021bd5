package org.cairn.evm.instruction;

import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.GasSchedule;
import org.cairn.evm.fork.InstructionTable;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// What all calls of one transaction share. The fields are read on the interpreter's path.
public final class Execution {
  final World world;
  final BlockContext block;
  final Rules rules;
  final GasSchedule gas;
  final InstructionTable table;
  final Precompiles precompiles;
  final boolean delegates;
  final Address origin;
  final UInt256 gasPrice;
  final List<Hash> blobHashes;
  final FramePool frames;
  final Memory memory;
  final byte[] digest = new byte[32];
  final @Nullable Observer observer;

  /// The sender of the transaction, what a unit of gas costs it, and the blobs that it carries.
  public record Origin(Address address, UInt256 gasPrice, List<Hash> blobHashes) {
    public Origin {
      blobHashes = List.copyOf(blobHashes);
    }
  }

  public Execution(World world, BlockContext block, Origin origin, FramePool frames) {
    this(world, block, origin, frames, null);
  }

  /// An execution that is observed.
  public Execution(
      World world,
      BlockContext block,
      Origin origin,
      FramePool frames,
      @Nullable Observer observer) {
    this(world, block, origin, frames, observer, Precompiles.at(block.rules().fork()));
  }

  /// An execution for which precompiles are not where they are on the chain.
  public Execution(
      World world,
      BlockContext block,
      Origin origin,
      FramePool frames,
      @Nullable Observer observer,
      Precompiles precompiles) {
    this.world = world;
    this.block = block;
    this.rules = block.rules();
    this.gas = rules.gas();
    this.table = InstructionTable.of(rules.fork());
    this.precompiles = precompiles;
    this.delegates = rules.isAtLeast(Fork.PRAGUE);
    this.origin = origin.address;
    this.gasPrice = origin.gasPrice;
    this.blobHashes = origin.blobHashes;
    this.frames = frames;
    this.memory = frames.memory();
    this.observer = observer;
  }

  public World world() {
    return world;
  }

  public InstructionTable table() {
    return table;
  }

  /// The prices that the interpreter charges; when observed, prices that no frame can pay.
  public long[] staticGas() {
    return observer == null ? table.fusedGas() : table.trappingGas();
  }

  public @Nullable Observer observer() {
    return observer;
  }

  public Frame outermost() {
    return frames.at(0);
  }
}
