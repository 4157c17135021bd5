package org.cairn.node.transition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.state.MemoryState;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BlockSenders;
import org.cairn.evm.block.BlockTransition;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.block.Verdict;
import org.cairn.evm.conformance.Allocation;
import org.cairn.evm.conformance.Networks;
import org.cairn.evm.conformance.StateCase;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.instruction.ContractAddress;
import org.cairn.evm.tx.Refusal;
import org.jspecify.annotations.Nullable;

/// One transition of a state by transactions, with everything that the tool gives out.
public final class Transition {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// The block has no hash yet; this is what go-ethereum's tool writes in its place.
  private static final String BLOCK_HASH = "0x1337" + "0".repeat(60);

  /// The rules by their name, the chain's id, and the reward in wei; a negative one means that
  /// nobody is even touched.
  public record Settings(String fork, long chainId, UInt256 reward, boolean rewards) {}

  /// What comes in: the state, the environment, and the transactions as a JSON list or an RLP list
  /// in hexadecimal.
  public record Input(JsonNode alloc, JsonNode env, @Nullable JsonNode txs, @Nullable Bytes rlp) {}

  /// What goes out: the state after, the results, and the RLP list of the transactions that were
  /// executed.
  public record Output(JsonNode alloc, JsonNode result, Bytes body) {}

  private final Settings settings;
  private final Environment environment;
  private final BlockTransition block;
  private final Traces traces;
  private final List<SignedTransaction> included = new ArrayList<>();
  private final List<Address> senders = new ArrayList<>();
  private final ArrayNode rejected = JSON.arrayNode();
  private @Nullable Long missingHash;

  private Transition(
      Settings settings, ForkSchedule schedule, MemoryState state, JsonNode env, Traces traces) {
    this.settings = settings;
    this.traces = traces;
    this.environment = Environment.read(env, schedule);
    ChainRules chain = new ChainRules(schedule, false, ChainRules.ETHEREUM_DEPOSIT_CONTRACT);
    this.block = new BlockTransition(chain, state, environment.header(), this::hash);
  }

  /// Makes the transition.
  ///
  /// @throws TransitionException when it cannot be made
  public static Output make(Settings settings, Input input, Traces traces) {
    ForkSchedule schedule;
    try {
      schedule = Networks.schedule(settings.fork, settings.chainId);
    } catch (IllegalArgumentException e) {
      throw new TransitionException(
          TransitionException.CONFIGURATION, "unsupported fork " + settings.fork);
    }
    try {
      MemoryState state = Allocation.read(input.alloc);
      var transition = new Transition(settings, schedule, state, input.env, traces);
      List<Candidate> candidates =
          input.rlp != null
              ? Candidate.fromRlp(input.rlp)
              : Candidate.fromJson(
                  input.txs == null ? JSON.arrayNode() : input.txs, settings.chainId);
      return transition.run(candidates);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new TransitionException(TransitionException.JSON, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Hash hash(long number) {
    Hash hash = environment.hashes().get(number);
    if (hash == null && missingHash == null) {
      missingHash = number;
    }
    return hash;
  }

  private Output run(List<Candidate> candidates) {
    block.begin();
    for (int i = 0; i < candidates.size(); i++) {
      String error = apply(candidates.get(i));
      if (error != null) {
        rejected.addObject().put("index", i).put("error", error);
      }
      if (missingHash != null) {
        throw new TransitionException(
            TransitionException.MISSING_BLOCK_HASH,
            "getHash(" + missingHash + ") invoked, blockhash for that block not provided");
      }
    }
    if (settings.rewards) {
      block.reward(settings.reward, environment.ommers());
    }
    Verdict.Invalid invalid = block.finish(environment.withdrawals());
    if (invalid != null) {
      throw new TransitionException(TransitionException.EVM, invalid.detail());
    }
    MemoryState after = (MemoryState) block.state();
    return new Output(Allocation.write(after), result(after), body());
  }

  private @Nullable String apply(Candidate candidate) {
    SignedTransaction signed = candidate.transaction();
    if (signed == null) {
      return candidate.error();
    }
    Address sender = BlockSenders.recover(signed, environment.rules());
    if (sender == null) {
      return "invalid transaction v, r, s values";
    }
    Refusal refusal =
        block.apply(
            new RecoveredTransaction(signed, sender), traces.of(included.size(), signed.hash()));
    if (refusal != null) {
      return refusal.message();
    }
    included.add(signed);
    senders.add(sender);
    return null;
  }

  private Bytes body() {
    RlpWriter writer = new RlpWriter();
    writer.startList();
    included.forEach(signed -> TransactionCodec.write(writer, signed));
    writer.endList();
    return writer.toBytes();
  }

  private ObjectNode result(MemoryState after) {
    Rules rules = environment.rules();
    BlockHeader header = environment.header();
    List<Receipt> receipts = block.receipts();
    List<Log> logs = new ArrayList<>();
    receipts.forEach(receipt -> logs.addAll(receipt.logs()));
    ObjectNode result = JSON.objectNode();
    result.put("stateRoot", after.root().toString());
    result.put("txRoot", Roots.transactions(included).toString());
    result.put("receiptsRoot", Roots.receipts(receipts).toString());
    result.put("logsHash", StateCase.logsHash(logs).toString());
    result.put("logsBloom", Bloom.union(receipts).toString());
    result.set("receipts", receipts(receipts));
    if (!rejected.isEmpty()) {
      result.set("rejected", rejected);
    }
    boolean merged = rules.isAtLeast(Fork.PARIS);
    result.put("currentDifficulty", merged ? null : header.difficulty().toHex());
    result.put("gasUsed", quantity(block.gasUsed()));
    Wei baseFee = environment.baseFee();
    if (baseFee != null) {
      result.put("currentBaseFee", baseFee.value().toHex());
    }
    if (header.withdrawalsRoot() != null) {
      result.put("withdrawalsRoot", header.withdrawalsRoot().toString());
    }
    if (header.excessBlobGas() != null) {
      result.put("currentExcessBlobGas", quantity(header.excessBlobGas()));
      result.put("blobGasUsed", quantity(block.blobCount() * BlobGas.PER_BLOB));
    }
    if (rules.isAtLeast(Fork.PRAGUE)) {
      result.put("requestsHash", Roots.requestsHash(block.requests()).toString());
      ArrayNode requests = result.putArray("requests");
      block.requests().forEach(request -> requests.add(request.toString()));
    } else {
      result.putNull("requests");
    }
    return result;
  }

  private ArrayNode receipts(List<Receipt> receipts) {
    ArrayNode list = JSON.arrayNode();
    long before = 0;
    int logIndex = 0;
    for (int i = 0; i < receipts.size(); i++) {
      Receipt receipt = receipts.get(i);
      SignedTransaction signed = included.get(i);
      ObjectNode json = list.addObject();
      if (receipt.type() != 0) {
        json.put("type", quantity(receipt.type()));
      }
      Hash root = receipt.stateRoot();
      json.put("root", root == null ? "0x" : root.toString());
      json.put("status", receipt.succeeded() ? "0x1" : "0x0");
      json.put("cumulativeGasUsed", quantity(receipt.cumulativeGasUsed()));
      json.put("logsBloom", receipt.bloom().toString());
      ArrayNode logs = json.putArray("logs");
      for (Log log : receipt.logs()) {
        logs.add(log(log, signed.hash(), i, logIndex++));
      }
      json.put("transactionHash", signed.hash().toString());
      Address created =
          signed.transaction().to() == null
              ? ContractAddress.of(senders.get(i), signed.transaction().nonce())
              : Address.ZERO;
      json.put("contractAddress", created.toString());
      json.put("gasUsed", quantity(receipt.cumulativeGasUsed() - before));
      json.putNull("effectiveGasPrice");
      if (signed.transaction() instanceof Transaction.Blob blob) {
        long blobGas = blob.blobVersionedHashes().size() * BlobGas.PER_BLOB;
        json.put("blobGasUsed", quantity(blobGas));
        json.put("blobGasPrice", environment.blobBaseFee().value().toHex());
      }
      json.put("blockHash", BLOCK_HASH);
      json.put("blockNumber", quantity(environment.header().number()));
      json.put("transactionIndex", quantity(i));
      before = receipt.cumulativeGasUsed();
    }
    return list;
  }

  private ObjectNode log(Log log, Hash transaction, int transactionIndex, int index) {
    ObjectNode json = JSON.objectNode();
    json.put("address", log.address().toString());
    ArrayNode topics = json.putArray("topics");
    log.topics().forEach(topic -> topics.add(topic.toString()));
    json.put("data", log.data().toString());
    json.put("blockNumber", quantity(environment.header().number()));
    json.put("transactionHash", transaction.toString());
    json.put("transactionIndex", quantity(transactionIndex));
    json.put("blockHash", BLOCK_HASH);
    json.put("logIndex", quantity(index));
    json.put("removed", false);
    return json;
  }

  private static String quantity(long number) {
    return "0x" + Long.toHexString(number);
  }
}
