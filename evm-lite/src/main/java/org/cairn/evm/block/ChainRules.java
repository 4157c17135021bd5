package org.cairn.evm.block;

import org.cairn.core.types.Address;
import org.cairn.evm.fork.ForkSchedule;

/// What a chain fixes for all its blocks. Ethereum's timestamps rise strictly; a chain with blocks
/// of less than a second lets them repeat. `depositContract` is the one whose logs become deposit
/// requests (EIP-6110). `sendersMayHaveCode` lifts EIP-3607, for development chains only, where one
/// may send in the name of a contract.
public record ChainRules(
    ForkSchedule schedule,
    boolean timestampMayEqualParents,
    Address depositContract,
    boolean sendersMayHaveCode) {
  /// The deposit contract of Ethereum's main network.
  public static final Address ETHEREUM_DEPOSIT_CONTRACT =
      Address.fromHex("0x00000000219ab540356cbb839cbe05303d7705fa");

  public ChainRules(
      ForkSchedule schedule, boolean timestampMayEqualParents, Address depositContract) {
    this(schedule, timestampMayEqualParents, depositContract, false);
  }

  /// The same for a development chain.
  public ChainRules withAnySender() {
    return new ChainRules(schedule, timestampMayEqualParents, depositContract, true);
  }
}
