package org.cairn.rpc.method;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.SimulatedBlockJson;
import org.cairn.rpc.port.BlockSimulator;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// Executes calls in blocks that build on one another, on a state that may be altered before each.
record Simulate(
    BlockLookup blocks, ChainView chain, BlockSimulator simulator, NodeView node, long gasCap)
    implements Method {
  @Override
  public String name() {
    return "eth_simulateV1";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Executes calls in blocks that build on one another, on a state that may be altered"
                + " before each",
            Kind.LIST)
        .needs("payload", Kind.OBJECT)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    SimulationPlan plan = arguments.required(SimulationPlan::read);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    plan.requireWithinLimits();
    HashedHeader base = blocks.requiredHeader(ref);
    List<SimulationPlan.Planned> planned = plan.on(base.header());
    SimulationRun run =
        new SimulationRun(
            simulator, chain, node.chainId(), plan, base, blocks.state(base.number()), gasCap);
    List<SimulatedBlockJson.Shown> results = new ArrayList<>(planned.size());
    BlockHeader parent = base.header();
    for (SimulationPlan.Planned block : planned) {
      SimulatedBlockJson.Shown result = run.block(parent, block);
      results.add(result);
      parent = result.block().block().header();
    }
    return out -> {
      out.writeStartArray();
      for (SimulatedBlockJson.Shown result : results) {
        SimulatedBlockJson.write(out, result);
      }
      out.writeEndArray();
    };
  }
}
