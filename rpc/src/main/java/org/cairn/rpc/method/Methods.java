package org.cairn.rpc.method;

import java.util.List;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.subscription.Filters;
import org.cairn.rpc.subscription.HeadWatch;
import org.cairn.rpc.subscription.LogScan;
import org.cairn.rpc.subscription.Subscriptions;

/// The table of what is served.
public final class Methods {
  private Methods() {}

  public static MethodTable all(
      Ports ports,
      RpcLimits limits,
      HeadWatch heads,
      LogScan scan,
      Filters filters,
      Subscriptions subscriptions) {
    BlockLookup blocks = new BlockLookup(ports);
    return new MethodTable(
        List.of(
            new ClientVersion(ports.node()),
            new NetVersion(ports.node()),
            new NetListening(ports.node()),
            new NetPeerCount(ports.node()),
            new ChainId(ports.node()),
            new BlockNumber(ports.chain()),
            new GetBalance(blocks),
            new GetTransactionCount(blocks, ports.transactions()),
            new GetCode(blocks),
            new GetStorageAt(blocks),
            new SendRawTransaction(ports.transactions())));
  }
}
