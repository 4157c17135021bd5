package org.cairn.genesis.alloc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.cairn.genesis.spec.GenesisAccount;

/// Contracts that a chain of ours has from genesis on: the system contracts with the code that
/// their EIPs fix, our deposit contract and multicall, and the deterministic deployers that Safe
/// and most deployment tools look for.
public enum Predeploy {
  /// EIP-4788.
  BEACON_ROOTS(
      "BeaconRoots",
      "0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02",
      "0xf57acd40259872606d76197ef052f3d35588dadf919ee1f0e3cb9b62d3f4b02c"),
  /// EIP-2935.
  HISTORY_STORAGE(
      "HistoryStorage",
      "0x0000F90827F1C53a10cb7A02335B175320002935",
      "0x6e49e66782037c0555897870e29fa5e552daf4719552131a0abce779daec0a5d"),
  /// EIP-7002.
  WITHDRAWAL_REQUESTS(
      "WithdrawalRequests",
      "0x00000961Ef480Eb55e80D19ad83579A64c007002",
      "0x0345a365d2f4c5975b9f1599abe0a2ee76b7a3a731bc68781bd04c84e4858f50"),
  /// EIP-7251.
  CONSOLIDATION_REQUESTS(
      "ConsolidationRequests",
      "0x0000BBdDc7CE488642fb579F8B00f3a590007251",
      "0x78c6cb5202685228bbcbfb992b1c4e116c7ec5ef11e25b8e92716cfc628ddd60"),
  /// genesis/src/main/solidity/DepositContract.sol at the address that Ethereum uses.
  DEPOSIT(
      "DepositContract",
      "0x00000000219ab540356cBB839Cbe05303d7705Fa",
      "0x492239e11cdd1a588e408fe03b80bd5514bded9acd3dbafc94a28b7a1731ae64"),
  /// genesis/src/main/solidity/Multicall3.sol, which the common client libraries call.
  MULTICALL3(
      "Multicall3",
      "0xcA11bde05977b3631167028862bE2a173976CA11",
      "0x958904fa986d031e2e1012b9ae9aaa12117937473461d07eb24c2a255fd13f0c"),
  /// What a well-known transaction without chain id deploys: CREATE2 with salt and code of a call.
  DETERMINISTIC_DEPLOYER(
      "DeterministicDeployer",
      "0x4e59b44847b379578588920cA78FbF26c0B4956C",
      "0x2fa86add0aed31f33a762c9d88e807c475bd51d0f52bd0955754b2608f7e4989"),
  /// The same code where Safe's tools look for it.
  SAFE_SINGLETON_FACTORY(
      "DeterministicDeployer",
      "0x914d7Fec6aaC8cd542e72Bca78B30650d45643d7",
      "0x2fa86add0aed31f33a762c9d88e807c475bd51d0f52bd0955754b2608f7e4989");

  private final String resource;
  private final String address;
  private final String codeHash;

  Predeploy(String resource, String address, String codeHash) {
    this.resource = resource + ".hex";
    this.address = address;
    this.codeHash = codeHash;
  }

  public Address address() {
    return Address.fromHex(address);
  }

  public Hash codeHash() {
    return Hash.fromHex(codeHash);
  }

  /// The runtime code.
  public Bytes code() {
    try (InputStream in = Predeploy.class.getResourceAsStream(resource)) {
      Invariant.check(in != null, "the program has the resource " + resource);
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      Bytes code = Bytes.fromHex(text.strip());
      Invariant.check(Keccak256.hash(code).equals(codeHash()), resource + " is the recorded code");
      return code;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of them as genesis accounts, the deposit contract at an address of choice.
  public static SortedMap<Address, GenesisAccount> accounts(Address depositContract) {
    TreeMap<Address, GenesisAccount> accounts = new TreeMap<>();
    for (Predeploy predeploy : values()) {
      Address at = predeploy == DEPOSIT ? depositContract : predeploy.address();
      accounts.put(at, GenesisAccount.contract(predeploy.code()));
    }
    return accounts;
  }
}
