package org.cairn.node;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Map;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.crypto.SecretKey;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.world.BlockHashes;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.node.adapter.AssemblyByEvm;
import org.cairn.node.adapter.CallsByEvm;
import org.cairn.node.adapter.FeesByFork;
import org.cairn.node.adapter.ForkPlanOf;
import org.cairn.node.adapter.SimulationByEvm;
import org.cairn.node.adapter.StoredChain;
import org.cairn.node.config.NodeConfig;
import org.cairn.node.dev.UnlockedKeys;
import org.cairn.node.trace.TracesByEvm;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.FinalityView;
import org.cairn.rpc.port.HeadFeed;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.StakeView;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.server.Page;
import org.cairn.rpc.server.PageServer;
import org.cairn.rpc.server.RpcServer;
import org.cairn.rpc.server.ServerOptions;

/// The endpoints of a node, the same for one that takes part in consensus and for one that only
/// serves what it has.
final class Endpoints {
  private Endpoints() {}

  /// A chain with what is needed to answer for it.
  record Served(
      ChainSpec spec,
      Genesis genesis,
      ChainRules rules,
      ChainView chain,
      BlockHashes hashes,
      CodeCache codes) {
    Served(
        ChainSpec spec, Genesis genesis, ChainRules rules, ChainDatabase chain, CodeCache codes) {
      this(spec, genesis, rules, new StoredChain(chain), chain::hash, codes);
    }

    ForkPlanOf forks() {
      return new ForkPlanOf(spec.config(), rules, genesis.hash(), genesis.block().header());
    }
  }

  /// The parts of a node that JSON-RPC shows beside the chain.
  record Live(
      TxSink transactions,
      NodeView node,
      HeadFeed heads,
      FinalityView finality,
      StakeView stakes,
      Page.Source health) {}

  static Vertx vertx(RunnableNode node) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    node.own(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    return vertx;
  }

  /// A registry with the numbers of the process.
  static PrometheusMeterRegistry registry(RunnableNode node) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    node.own(registry::close);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    node.own(new JvmGcMetrics()).bindTo(registry);
    return registry;
  }

  static RpcServer rpc(Vertx vertx, NodeConfig.RpcConfig config, Served served, Live live) {
    List<SecretKey> keys = RpcAccessFiles.unlocked(config);
    Ports ports = ports(served, live);
    Ports all =
        keys.isEmpty() ? ports : ports.withAccounts(new UnlockedKeys(keys, live.transactions));
    return rpc(vertx, config, all, live.health);
  }

  /// All that JSON-RPC needs of a node.
  static Ports ports(Served served, Live live) {
    var traces = new TracesByEvm(served.rules, served.hashes, served.codes);
    return new Ports(
        served.chain,
        live.transactions,
        new CallsByEvm(served.rules.schedule(), served.hashes, served.codes),
        traces,
        traces,
        new SimulationByEvm(served.rules, served.codes),
        new AssemblyByEvm(
            served.rules, served.codes, served.hashes, served.spec.genesis().gasLimit()),
        new FeesByFork(served.rules.schedule()),
        live.node,
        live.heads,
        live.finality,
        live.stakes);
  }

  static RpcServer rpc(Vertx vertx, NodeConfig.RpcConfig config, Ports ports, Page.Source health) {
    return new RpcServer(
        vertx,
        new ServerOptions(
            config.host(),
            config.port(),
            config.corsOrigins(),
            "--rpc-cors",
            config.limits(),
            RpcAccessFiles.read(config.access())),
        ports,
        Map.of("/health", health));
  }

  static PageServer operator(
      Vertx vertx,
      NodeConfig.MetricsConfig config,
      PrometheusMeterRegistry registry,
      Page.Source health) {
    return new PageServer(
        vertx,
        config.host(),
        config.port(),
        Map.of(
            "/health",
            health,
            "/metrics",
            (Page.Source) () -> new Page(200, "text/plain; version=0.0.4", registry.scrape())));
  }
}
