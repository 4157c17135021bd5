package org.cairn.node.dev;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.genesis.alloc.Predeploy;
import org.cairn.genesis.spec.ChainConfig;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.GenesisAccount;
import org.cairn.genesis.spec.GenesisFields;

/// The specification of a development chain: the newest rules, the contracts that a network of ours
/// has, and accounts with coins.
public final class DevGenesis {
  private DevGenesis() {}

  public static ChainSpec spec(
      long chainId, GenesisFields genesis, List<SecretKey> accounts, Wei balance) {
    Address deposit = Predeploy.DEPOSIT.address();
    SortedMap<Address, GenesisAccount> alloc = new TreeMap<>(Predeploy.accounts(deposit));
    fund(alloc, accounts, balance);
    return new ChainSpec(ChainConfig.newest(chainId, deposit), null, genesis, alloc);
  }

  /// The specification of somebody else with coins for the accounts that it does not have, and with
  /// the contracts that it lacks: without those of the protocol no block could be made.
  public static ChainSpec funded(ChainSpec spec, List<SecretKey> accounts, Wei balance) {
    Address stated = spec.config().depositContractAddress();
    Address deposit = stated == null ? Predeploy.DEPOSIT.address() : stated;
    SortedMap<Address, GenesisAccount> alloc = new TreeMap<>(Predeploy.accounts(deposit));
    alloc.putAll(spec.alloc());
    fund(alloc, accounts, balance);
    return new ChainSpec(spec.config(), null, spec.genesis(), alloc);
  }

  /// The genesis fields of a new chain.
  public static GenesisFields fields(long unixSeconds, long gasLimit, Wei baseFee) {
    GenesisFields usual = GenesisFields.of(unixSeconds, gasLimit, Bytes.EMPTY);
    return new GenesisFields(
        usual.nonce(),
        unixSeconds,
        usual.extraData(),
        gasLimit,
        usual.difficulty(),
        usual.mixHash(),
        usual.coinbase(),
        usual.number(),
        usual.gasUsed(),
        usual.parentHash(),
        baseFee,
        usual.excessBlobGas(),
        usual.blobGasUsed());
  }

  private static void fund(
      SortedMap<Address, GenesisAccount> alloc, List<SecretKey> accounts, Wei balance) {
    for (SecretKey account : accounts) {
      alloc.putIfAbsent(account.publicKey().toAddress(), GenesisAccount.funded(balance));
    }
  }
}
