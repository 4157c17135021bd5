package org.cairn.evm.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.BlobParameters;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.jspecify.annotations.Nullable;

/// One case of the public blockchain tests: a genesis state and blocks, of which some must be
/// refused. The state after the last valid block is compared by its root, which is part of the
/// block's hash.
final class BlockchainFixture {
  private static final long TRANSITION_SECONDS = 15_000;

  private final JsonNode test;
  private final BlockExecutor executor;
  private final Map<Hash, Parent> known = new HashMap<>();
  private final Map<Long, Hash> hashes = new HashMap<>();

  private BlockchainFixture(JsonNode test, ForkSchedule schedule) {
    this.test = test;
    this.executor =
        new BlockExecutor(
            new ChainRules(schedule, false, ChainRules.ETHEREUM_DEPOSIT_CONTRACT), new CodeCache());
  }

  /// Whether all of the case's blocks are of forks that are executed.
  static boolean isPostMerge(JsonNode test) {
    String first = test.get("network").textValue().split("To", 2)[0];
    return first.startsWith("BPO") || fork(first).isAtLeast(Fork.PARIS);
  }

  /// What went wrong, or nothing.
  static @Nullable String run(JsonNode test) {
    return new BlockchainFixture(test, schedule(test)).run();
  }

  private @Nullable String run() {
    Block genesis = BlockCodec.decode(Bytes.fromHex(test.get("genesisRLP").textValue()));
    MemoryState state = MemoryState.of(allocation(test.get("pre")));
    if (!state.root().equals(genesis.header().stateRoot())) {
      return "genesis state root " + state.root();
    }
    Hash head = HeaderCodec.hash(genesis.header());
    known.put(head, new Parent(genesis.header(), state));
    hashes.put(0L, head);
    for (JsonNode blockTest : test.get("blocks")) {
      Verdict verdict = verdict(Bytes.fromHex(blockTest.get("rlp").textValue()), head);
      JsonNode expected = blockTest.get("expectException");
      switch (verdict) {
        case Verdict.Valid(var after, _, _) -> {
          if (expected != null) {
            return "accepted a block with " + expected;
          }
          Block block = BlockCodec.decode(Bytes.fromHex(blockTest.get("rlp").textValue()));
          head = HeaderCodec.hash(block.header());
          known.put(head, new Parent(block.header(), after));
          hashes.put(block.header().number(), head);
        }
        case Verdict.Invalid invalid -> {
          if (expected == null) {
            return "refused a valid block: " + invalid;
          }
          if (!agrees(expected.textValue(), invalid.reason())) {
            return "refused for " + invalid + " a block with " + expected;
          }
        }
      }
    }
    Hash last = Hash.fromHex(test.get("lastblockhash").textValue());
    return head.equals(last) ? null : "head " + head + ", not " + last;
  }

  private Verdict verdict(Bytes encoded, Hash head) {
    Block block;
    try {
      block = BlockCodec.decode(encoded);
    } catch (DecodingException e) {
      return new Verdict.Invalid(Verdict.Reason.FORK_FIELDS, "undecodable: " + e.getMessage());
    }
    List<Address> senders = new ArrayList<>();
    for (SignedTransaction transaction : block.body().transactions()) {
      Address sender = Senders.recover(transaction);
      if (sender == null) {
        return new Verdict.Invalid(Verdict.Reason.TRANSACTION, "no sender");
      }
      senders.add(sender);
    }
    Parent parent = known.get(block.header().parentHash());
    if (parent == null) {
      parent = Objects.requireNonNull(known.get(head));
    }
    return executor.execute(parent, block, senders, hashes::get);
  }

  /// Whether the reason fits one of the exceptions that the test names.
  private static boolean agrees(String expected, Verdict.Reason reason) {
    for (String exception : expected.split("\\|", -1)) {
      boolean fits =
          switch (exception) {
            case "BlockException.INCORRECT_EXCESS_BLOB_GAS" ->
                reason == Verdict.Reason.EXCESS_BLOB_GAS;
            case "BlockException.INCORRECT_BLOB_GAS_USED" -> reason == Verdict.Reason.BLOB_GAS_USED;
            case "BlockException.INVALID_REQUESTS" -> reason == Verdict.Reason.REQUESTS_HASH;
            case "BlockException.INVALID_DEPOSIT_EVENT_LAYOUT" ->
                reason == Verdict.Reason.DEPOSIT_LOG;
            case "BlockException.INVALID_GASLIMIT" -> reason == Verdict.Reason.GAS_LIMIT;
            case "BlockException.SYSTEM_CONTRACT_EMPTY",
                "BlockException.SYSTEM_CONTRACT_CALL_FAILED" ->
                reason == Verdict.Reason.SYSTEM_CONTRACT;
            case "BlockException.INCORRECT_BLOCK_FORMAT",
                "BlockException.RLP_STRUCTURES_ENCODING" ->
                reason == Verdict.Reason.FORK_FIELDS;
            case "TransactionException.TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED" ->
                reason == Verdict.Reason.BLOB_GAS_USED || reason == Verdict.Reason.TRANSACTION;
            default ->
                exception.startsWith("TransactionException.")
                    ? reason == Verdict.Reason.TRANSACTION
                    : true;
          };
      if (fits) {
        return true;
      }
    }
    return false;
  }

  private static ForkSchedule schedule(JsonNode test) {
    long chainId = UInt256.fromHex(test.get("config").get("chainid").textValue()).toLongExact();
    String[] networks = test.get("network").textValue().split("To|AtTime", -1);
    List<ForkSchedule.Activation> activations = new ArrayList<>();
    List<ForkSchedule.BlobChange> blobs = new ArrayList<>();
    for (int i = 0; i < Math.min(networks.length, 2); i++) {
      long at = i == 0 ? 0 : TRANSITION_SECONDS;
      boolean parametersOnly = networks[i].startsWith("BPO");
      if (!parametersOnly || i == 0) {
        Fork fork = parametersOnly ? Fork.OSAKA : fork(networks[i]);
        activations.add(new ForkSchedule.Activation(fork, at));
      }
      JsonNode schedule = test.get("config").get("blobSchedule");
      JsonNode parameters = schedule == null ? null : schedule.get(networks[i]);
      if (parameters != null) {
        blobs.add(
            new ForkSchedule.BlobChange(
                at,
                new BlobParameters(
                    Integer.decode(parameters.get("target").textValue()),
                    Integer.decode(parameters.get("max").textValue()),
                    Long.decode(parameters.get("baseFeeUpdateFraction").textValue()))));
      }
    }
    return new ForkSchedule(chainId, activations, blobs);
  }

  private static Fork fork(String network) {
    return switch (network) {
      case "Frontier" -> Fork.FRONTIER;
      case "Homestead" -> Fork.HOMESTEAD;
      case "EIP150" -> Fork.TANGERINE_WHISTLE;
      case "EIP158" -> Fork.SPURIOUS_DRAGON;
      case "Byzantium" -> Fork.BYZANTIUM;
      case "Constantinople" -> Fork.CONSTANTINOPLE;
      case "ConstantinopleFix" -> Fork.PETERSBURG;
      case "Istanbul" -> Fork.ISTANBUL;
      case "Berlin" -> Fork.BERLIN;
      case "London" -> Fork.LONDON;
      case "Paris" -> Fork.PARIS;
      case "Shanghai" -> Fork.SHANGHAI;
      case "Cancun" -> Fork.CANCUN;
      case "Prague" -> Fork.PRAGUE;
      case "Osaka" -> Fork.OSAKA;
      default -> throw new IllegalArgumentException("network " + network);
    };
  }

  private static StateDiff allocation(JsonNode pre) {
    SortedMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : pre.properties()) {
      JsonNode account = entry.getValue();
      Bytes code = Bytes.fromHex(account.get("code").textValue());
      Hash codeHash = Keccak256.hash(code.shared());
      if (!code.isEmpty()) {
        codes.put(codeHash, code);
      }
      SortedMap<UInt256, UInt256> slots = new TreeMap<>();
      for (Map.Entry<String, JsonNode> slot : account.get("storage").properties()) {
        slots.put(UInt256.fromHex(slot.getKey()), UInt256.fromHex(slot.getValue().textValue()));
      }
      Account after =
          new Account(
              UInt256.fromHex(account.get("nonce").textValue()).limb0(),
              new Wei(UInt256.fromHex(account.get("balance").textValue())),
              codeHash);
      accounts.put(
          Address.fromHex(entry.getKey()), new StateDiff.AccountChange(after, false, slots));
    }
    return new StateDiff(accounts, codes);
  }
}
