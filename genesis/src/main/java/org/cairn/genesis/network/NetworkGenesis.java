package org.cairn.genesis.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.alloc.Predeploy;
import org.cairn.genesis.network.NetworkPlan.Pace;
import org.cairn.genesis.spec.CairnConfig;
import org.cairn.genesis.spec.ChainConfig;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.GenesisAccount;
import org.cairn.genesis.spec.GenesisFields;
import org.cairn.genesis.spec.GenesisValidator;

/// From a plan and the keys of its validators to the chain specification.
final class NetworkGenesis {
  /// A validator's two keys.
  record ValidatorKeys(BlsSecretKey signing, NodeCertificate node) {}

  private NetworkGenesis() {}

  static ChainSpec spec(NetworkPlan plan, List<ValidatorKeys> keys, long genesisSeconds) {
    Bytes forkVersion = forkVersion(plan.chainId(), keys, genesisSeconds);
    List<GenesisValidator> validators = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      validators.add(validator(plan, i, keys.get(i), forkVersion));
    }
    Pace pace = plan.pace();
    CairnConfig cairn =
        new CairnConfig(
            forkVersion,
            plan.staking(),
            pace.blockTimeMillis(),
            pace.minBlockIntervalMillis(),
            pace.timeoutMillis(),
            true,
            validators);
    Hash commitment = cairn.commitment(plan.chainId(), plan.depositContract());
    return new ChainSpec(
        ChainConfig.newest(plan.chainId(), plan.depositContract()),
        cairn,
        GenesisFields.of(genesisSeconds, plan.gasLimit(), commitment.toBytes()),
        alloc(plan));
  }

  private static GenesisValidator validator(
      NetworkPlan plan, int index, ValidatorKeys keys, Bytes forkVersion) {
    Address payee = plan.accounts().payee(index);
    Bytes publicKey = keys.signing().publicKey().toBytes();
    Hash credentials = WithdrawalCredentials.of(payee, true).bytes();
    long stakeGwei = plan.stakesGwei().get(index);
    Hash message = new DepositMessage(publicKey, credentials, stakeGwei).signingRoot(forkVersion);
    return new GenesisValidator(
        publicKey,
        stakeGwei,
        Bls.sign(keys.signing(), message.toArray()).toBytes(),
        credentials,
        payee,
        keys.node().fingerprint(),
        plan.listeners().host() + ":" + plan.listeners().peerPort(index));
  }

  /// Another one for each network: a deposit made on one must not be valid on another. The first
  /// byte keeps clear of Ethereum's own networks.
  private static Bytes forkVersion(long chainId, List<ValidatorKeys> keys, long genesisSeconds) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(ByteBuffer.allocate(16).putLong(chainId).putLong(genesisSeconds).array());
    for (ValidatorKeys validator : keys) {
      content.writeBytes(validator.signing().publicKey().toBytes().toArray());
      content.writeBytes(validator.node().fingerprint().toArray());
    }
    byte[] digest = Sha256.hash(content.toByteArray()).shared();
    return Bytes.of((byte) 0xca, digest[0], digest[1], digest[2]);
  }

  private static SortedMap<Address, GenesisAccount> alloc(NetworkPlan plan) {
    TreeMap<Address, GenesisAccount> alloc =
        new TreeMap<>(Predeploy.accounts(plan.depositContract()));
    GenesisAccount funded = GenesisAccount.funded(plan.accounts().balance());
    for (SecretKey account : plan.accounts().keys()) {
      alloc.put(account.publicKey().toAddress(), funded);
    }
    return alloc;
  }
}
