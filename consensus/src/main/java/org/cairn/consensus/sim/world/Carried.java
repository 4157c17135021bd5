package org.cairn.consensus.sim.world;

import org.cairn.consensus.message.StakingRoots;
import org.cairn.core.types.Bytes;

/// What a block carries on some parent, and what its header says about stake.
public record Carried(Bytes payload, StakingRoots staking) {}
