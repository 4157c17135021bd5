package org.cairn.node;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.pool.PoolOptions;
import org.cairn.core.pool.TxPool;
import org.cairn.core.types.Address;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.code.CodeCache;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.node.adapter.ForkScheduleOf;
import org.cairn.node.adapter.FrozenFinality;
import org.cairn.node.adapter.Heads;
import org.cairn.node.adapter.NoPeers;
import org.cairn.node.adapter.NoStakes;
import org.cairn.node.adapter.PoolRules;
import org.cairn.node.adapter.RunningNode;
import org.cairn.node.chainfile.DataFolder;
import org.cairn.node.config.FrozenConfig;
import org.cairn.node.driver.TransactionFlow;
import org.cairn.rpc.server.Page;
import org.cairn.rpc.server.PageServer;
import org.cairn.rpc.server.RpcServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node that serves the chain in its data folder as it is: no consensus, no peers, no blocks. Its
/// pool takes transactions, which stay where they are, as the head never moves. It commits nothing
/// to the folder.
public final class FrozenNode extends RunnableNode {
  private static final Logger LOG = LoggerFactory.getLogger(FrozenNode.class);
  private static final long CACHED_CODE_BYTES = 8L << 20;

  /// 64 MB of them. Blobs are taken here, and not by a node with peers, as they go nowhere.
  private static final int MAX_BLOBS = 512;

  private int rpcPort;

  private FrozenNode() {}

  /// Starts the node and returns when it answers.
  ///
  /// @throws RuntimeException whose message tells the operator what is wrong; nothing stays running
  public static FrozenNode start(FrozenConfig config, String clientVersion) {
    var node = new FrozenNode();
    node.begin(() -> node.wire(config, clientVersion));
    return node;
  }

  /// Where it answers, also when the configuration left the port open.
  public int rpcPort() {
    return rpcPort;
  }

  private void wire(FrozenConfig config, String clientVersion) {
    var folder = new DataFolder(config.dataFolder());
    Path genesisFile = folder.genesisFile(config.genesisFile());
    ChainSpec spec = ChainSpec.read(genesisFile);
    Genesis genesis = Genesis.of(spec);
    ChainRules rules = ForkScheduleOf.rules(spec);
    LOG.info(
        "starting frozen version={} chainId={} genesis={}",
        clientVersion,
        spec.config().chainId(),
        genesis.hash());

    PrometheusMeterRegistry registry = Endpoints.registry(this);
    ChainDatabase chain = own(folder.open(genesis));
    Vertx vertx = Endpoints.vertx(this);
    var pool =
        new TxPool(
            PoolOptions.DEFAULT.withBlobs(MAX_BLOBS),
            new PoolRules(rules.schedule()),
            chain.head().header(),
            chain.headState());
    var heads = new Heads();
    pool.listen(heads::pending);
    var network = new NoPeers();
    var transactions = new TransactionFlow(pool, Runnable::run, network);
    var served =
        new Endpoints.Served(spec, genesis, rules, chain, new CodeCache(CACHED_CODE_BYTES));
    var running =
        new RunningNode(
            served.forks(), clientVersion, Address.ZERO, "", chain, () -> null, network);
    Page.Source health =
        () ->
            Page.json(
                200, "{\"status\":\"frozen\",\"finalizedHeight\":" + chain.head().number() + "}");
    RpcServer rpc =
        own(
            Endpoints.rpc(
                vertx,
                config.rpc(),
                served,
                new Endpoints.Live(
                    transactions, running, heads, new FrozenFinality(), new NoStakes(), health)));
    PageServer operator = own(Endpoints.operator(vertx, config.metrics(), registry, health));
    int operatorPort = operator.start();
    rpcPort = rpc.start();
    LOG.info(
        "running frozen height={} rpc=http://{}:{} metrics=http://{}:{}/metrics",
        chain.head().number(),
        config.rpc().host(),
        rpcPort,
        config.metrics().host(),
        operatorPort);
  }
}
