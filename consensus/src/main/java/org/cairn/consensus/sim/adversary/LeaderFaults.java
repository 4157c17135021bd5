package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.sim.world.Behaviour;

/// Leaders whose fault costs the others a known time: for measuring, without chance.
public final class LeaderFaults {
  private LeaderFaults() {}

  public static Behaviour.Factory givesUp() {
    return GivingUpLeader::new;
  }

  public static Behaviour.Factory showsTwoBlocks() {
    return HalvingLeader::new;
  }
}
