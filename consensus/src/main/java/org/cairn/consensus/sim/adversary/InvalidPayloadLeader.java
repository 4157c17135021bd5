package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.sim.world.Execution;
import org.cairn.consensus.sim.world.SimNode;

/// Proposes blocks that break the rules of execution, and some that a defect makes a minority of
/// nodes find invalid.
final class InvalidPayloadLeader extends Corrupt {
  InvalidPayloadLeader(SimNode node) {
    super(node);
  }

  @Override
  public byte[] payload(byte[] honest) {
    if (oneIn(2)) {
      honest[0] = oneIn(3) ? Execution.DISPUTED_MARK : Execution.INVALID_MARK;
    }
    return honest;
  }
}
