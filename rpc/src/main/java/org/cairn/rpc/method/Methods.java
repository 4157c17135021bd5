package org.cairn.rpc.method;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.FinalityView;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.port.StakeView;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Filters;
import org.cairn.rpc.subscription.HeadWatch;
import org.cairn.rpc.subscription.LogScan;
import org.cairn.rpc.subscription.Subscriptions;

/// The table of what is served.
public final class Methods {
  private static final Reader<BlockRef> BY_NUMBER = BlockRef::number;
  private static final Reader<BlockRef> BY_HASH =
      parser -> new BlockRef.Hashed(Values.hash(parser));

  private Methods() {}

  /// What follows the chain.
  public record Followers(
      HeadWatch heads, LogScan scan, Filters filters, Subscriptions subscriptions) {}

  /// `further` gives methods that take the place of those of the same name.
  public static MethodTable all(
      Ports ports,
      RpcLimits limits,
      Followers followers,
      Function<TransactionFiller, List<Method>> further) {
    BlockLookup blocks = new BlockLookup(ports);
    PendingBlock pending = new PendingBlock(ports.chain(), ports.fees(), ports.node());
    TipOracle tips = new TipOracle(ports.chain(), ports.transactions());
    List<Method> methods = new ArrayList<>();
    methods.addAll(node(ports.node(), ports.chain()));
    methods.addAll(state(blocks, ports));
    methods.addAll(blocks(blocks, pending));
    methods.addAll(transactions(ports, blocks, limits, followers.heads()));
    Simulation simulation = new Simulation(blocks, pending, ports.node(), ports.simulator());
    EstimateGas estimates =
        new EstimateGas(simulation, ports.calls(), ports.fees(), limits.callGas());
    FillTransaction filler =
        new FillTransaction(
            estimates, ports.chain(), ports.transactions(), ports.fees(), tips, ports.node());
    methods.addAll(simulations(ports, blocks, simulation, limits));
    methods.addAll(List.of(estimates, filler));
    Replays replays = new Replays(blocks, ports.chain(), ports.traces(), limits);
    methods.addAll(traces(ports, simulation, replays, limits));
    ParityTraces parity =
        new ParityTraces(
            blocks, ports.chain(), replays, simulation, ports.traces(), limits.callGas());
    methods.addAll(parity(parity));
    methods.addAll(explorer(ports, blocks, parity));
    Bundles bundles = new Bundles(simulation, ports.traces(), limits.callGas());
    methods.add(new CallMany(bundles, replays));
    methods.add(new TraceCallMany(bundles, replays));
    methods.addAll(fees(ports, blocks, tips));
    methods.addAll(pool(ports.transactions()));
    methods.addAll(raw(ports, blocks));
    methods.addAll(administration(ports));
    methods.addAll(finality(ports, blocks));
    methods.addAll(stakes(ports.stakes()));
    methods.addAll(followers(followers));
    List<Method> others = further.apply(filler);
    Set<String> names = others.stream().map(Method::name).collect(Collectors.toSet());
    methods.removeIf(method -> names.contains(method.name()));
    methods.addAll(others);
    methods.add(new RpcModules(namespaces(methods)));
    methods.add(new Discover(methods, ports.node()));
    return new MethodTable(methods);
  }

  private static List<Method> node(NodeView node, ChainView chain) {
    return List.of(
        new ClientVersion(node),
        new Sha3(),
        new NetVersion(node),
        new NetListening(node),
        new NetPeerCount(node),
        new ChainId(node),
        new Syncing(node),
        new Accounts(),
        new Mining(),
        new Coinbase(node),
        new Config(node),
        new Capabilities(chain));
  }

  private static List<Method> finality(Ports ports, BlockLookup blocks) {
    FinalityView finality = ports.finality();
    return List.of(
        new GetProvenState(new GetProof(blocks, ports.chain()), finality),
        new ConsensusStatus(finality),
        new GetFinalityProof(blocks, finality),
        new GetEpochCertificates(finality));
  }

  private static List<Method> stakes(StakeView stakes) {
    return List.of(
        new GetValidators(stakes),
        new GetValidator(stakes),
        new GetEpoch(stakes),
        new GetRewards(stakes),
        new SubmitExit(stakes));
  }

  private static List<Method> state(BlockLookup blocks, Ports ports) {
    return List.of(
        new GetBalance(blocks),
        new GetTransactionCount(blocks, ports.transactions()),
        new GetCode(blocks),
        new GetStorageAt(blocks),
        new GetStorageValues(blocks),
        new GetAccountInfo(blocks),
        new GetProof(blocks, ports.chain()),
        new GetAccount(new GetProof(blocks, ports.chain())));
  }

  private static List<Method> blocks(BlockLookup blocks, PendingBlock pending) {
    return List.of(
        new GetBlock("eth_getBlockByNumber", BY_NUMBER, blocks, pending),
        new GetBlock("eth_getBlockByHash", BY_HASH, blocks, pending),
        new GetHeader("eth_getHeaderByNumber", BY_NUMBER, blocks),
        new GetHeader("eth_getHeaderByHash", BY_HASH, blocks),
        new GetBlockReceipts(blocks),
        new GetBlockTransactionCount("eth_getBlockTransactionCountByNumber", BY_NUMBER, blocks),
        new GetBlockTransactionCount("eth_getBlockTransactionCountByHash", BY_HASH, blocks),
        new GetUncleCount("eth_getUncleCountByBlockNumber", BY_NUMBER, blocks),
        new GetUncleCount("eth_getUncleCountByBlockHash", BY_HASH, blocks),
        new GetUncle("eth_getUncleByBlockNumberAndIndex", BY_NUMBER, blocks),
        new GetUncle("eth_getUncleByBlockHashAndIndex", BY_HASH, blocks),
        new GetTransactionByIndex("eth_getTransactionByBlockNumberAndIndex", BY_NUMBER, blocks),
        new GetTransactionByIndex("eth_getTransactionByBlockHashAndIndex", BY_HASH, blocks));
  }

  private static List<Method> transactions(
      Ports ports, BlockLookup blocks, RpcLimits limits, HeadWatch heads) {
    ChainView chain = ports.chain();
    TxSink sink = ports.transactions();
    return List.of(
        new BlockNumber(chain),
        new SendRawTransaction(sink),
        new SendRawTransactionSync(blocks, chain, sink, heads, limits.syncTimeout()),
        new GetTransactionByHash(blocks, chain, sink),
        new GetTransactionReceipt(blocks, chain));
  }

  private static List<Method> simulations(
      Ports ports, BlockLookup blocks, Simulation simulation, RpcLimits limits) {
    return List.of(
        new Call(simulation, ports.calls(), limits.callGas()),
        new CreateAccessList(simulation, ports.accessLists(), limits.callGas()),
        new BuildBlock(blocks, ports.assembler(), ports.transactions(), ports.fees()),
        new Simulate(blocks, ports.chain(), ports.simulator(), ports.node(), limits.callGas()));
  }

  private static List<Method> traces(
      Ports ports, Simulation simulation, Replays replays, RpcLimits limits) {
    return List.of(
        new TraceBlock("debug_traceBlockByNumber", BY_NUMBER, replays),
        new TraceBlock("debug_traceBlockByHash", BY_HASH, replays),
        new TraceRawBlock(replays),
        new TraceTransaction(replays, ports.chain()),
        new TraceCall(simulation, ports.traces(), replays, limits.callGas()));
  }

  /// What the explorer Otterscan asks for.
  private static List<Method> explorer(Ports ports, BlockLookup blocks, ParityTraces traces) {
    ChainView chain = ports.chain();
    AccountHistory history = new AccountHistory(blocks, chain);
    Appearances appearances = new Appearances(blocks, chain, traces);
    return List.of(
        new OtsApiLevel(),
        new OtsHasCode(blocks),
        new OtsInternalOperations(traces),
        new OtsTraceTransaction(traces),
        new OtsTransactionError(traces),
        new OtsBlockDetails("ots_getBlockDetails", BlockRef::loose, blocks, ports.traces()),
        new OtsBlockDetails("ots_getBlockDetailsByHash", BY_HASH, blocks, ports.traces()),
        new OtsBlockTransactions(blocks),
        new OtsSearch("ots_searchTransactionsBefore", true, appearances),
        new OtsSearch("ots_searchTransactionsAfter", false, appearances),
        new OtsBySenderAndNonce(history),
        new GetTransactionBySenderAndNonce(history),
        new OtsContractCreator(history, traces),
        new GetHeader("ots_getHeaderByNumber", BlockRef::loose, blocks),
        new GetHeader("erigon_getHeaderByNumber", BlockRef::loose, blocks),
        new GetHeader("erigon_getHeaderByHash", BY_HASH, blocks));
  }

  private static List<Method> parity(ParityTraces traces) {
    return List.of(
        new ParityBlock(traces),
        new ParityTransaction(traces),
        new ParityGet(traces),
        new ParityFilter(traces),
        new ParityCall(traces),
        new ParityCallMany(traces),
        new ParityRawTransaction(traces),
        new ParityReplayTransaction(traces),
        new ParityReplayBlock(traces));
  }

  private static List<Method> fees(Ports ports, BlockLookup blocks, TipOracle tips) {
    return List.of(
        new GasPrice(ports.chain(), ports.fees(), tips),
        new MaxPriorityFeePerGas(tips),
        new BaseFee(ports.chain(), ports.fees()),
        new BlobBaseFee(ports.chain(), ports.fees()),
        new FeeHistory(blocks, ports.chain(), ports.fees()));
  }

  private static List<Method> pool(TxSink transactions) {
    return List.of(
        new PoolStatus(transactions),
        new PendingTransactions(transactions),
        new PoolContents("txpool_content", PoolListing::whole, transactions),
        new PoolContents("txpool_inspect", PoolListing::line, transactions),
        new PoolContentFrom(transactions));
  }

  private static List<Method> raw(Ports ports, BlockLookup blocks) {
    return List.of(
        new GetRaw("debug_getRawBlock", GetRaw.Part.BLOCK, blocks),
        new GetRaw("debug_getRawHeader", GetRaw.Part.HEADER, blocks),
        new GetRaw("debug_getRawReceipts", GetRaw.Part.RECEIPTS, blocks),
        new BadBlocks(),
        rawTransaction("debug_getRawTransaction", ports, blocks),
        rawTransaction("eth_getRawTransactionByHash", ports, blocks),
        new GetRawTransactionByIndex(
            "eth_getRawTransactionByBlockNumberAndIndex", BY_NUMBER, blocks),
        new GetRawTransactionByIndex("eth_getRawTransactionByBlockHashAndIndex", BY_HASH, blocks));
  }

  private static Method rawTransaction(String name, Ports ports, BlockLookup blocks) {
    return new GetRawTransaction(name, blocks, ports.chain(), ports.transactions());
  }

  private static List<Method> administration(Ports ports) {
    return List.of(new NodeInfo(ports.node(), ports.chain()), new Peers(ports.node()));
  }

  private static List<Method> followers(Followers followers) {
    return List.of(
        new GetLogs(followers.scan()),
        new NewFilter(followers.filters()),
        new NewBlockFilter(followers.filters()),
        new NewPendingTransactionFilter(followers.filters()),
        new GetFilterChanges(followers.filters()),
        new GetFilterLogs(followers.filters()),
        new UninstallFilter(followers.filters()),
        new Subscribe(followers.subscriptions()),
        new Unsubscribe(followers.subscriptions()));
  }

  private static SortedSet<String> namespaces(List<Method> methods) {
    SortedSet<String> namespaces = new TreeSet<>();
    namespaces.add("rpc");
    for (Method method : methods) {
      namespaces.add(method.name().substring(0, method.name().indexOf('_')));
    }
    return namespaces;
  }
}
