package org.cairn.node;

import java.util.List;
import java.util.Set;

/// The recorded flows of ethers, which `scripts/clients.d/ethers.mjs` performs and checks.
final class EthersFlows {
  private static final int ACCOUNT = 1;

  private final Scene scene;

  EthersFlows(Scene scene) {
    this.scene = scene;
  }

  List<Flow> all() {
    return List.of(
        flow("E1", "eth_estimateGas", "eth_sendRawTransaction", "eth_getTransactionReceipt"),
        flow("E2", "eth_call", "eth_sendRawTransaction", "eth_getTransactionReceipt"),
        flow(
            "E3",
            "eth_gasPrice",
            "eth_maxPriorityFeePerGas",
            "eth_getBlockByNumber",
            "eth_getLogs",
            "eth_getTransactionByHash",
            "eth_getStorageAt"),
        flow("E4", "eth_call", "eth_estimateGas").refusing("eth_call 3", "eth_estimateGas 3"),
        flow("E5", "eth_sendRawTransaction")
            .refusing(
                "eth_sendRawTransaction -32000",
                "eth_sendRawTransaction -32602",
                "eth_estimateGas -32000"),
        flow("E6", "eth_newFilter", "eth_getFilterChanges", "eth_blockNumber"),
        flow("E7", "eth_subscribe", "eth_unsubscribe"),
        flow(
            "E8",
            "eth_accounts",
            "eth_sendTransaction",
            "eth_getTransactionByHash",
            "personal_sign",
            "eth_signTypedData_v4"),
        flow("E9", "eth_getBalance"),
        flow("E10", "eth_getLogs", "eth_getTransactionReceipt"),
        flow("E11", "eth_chainId")
            .refusing("wallet_switchEthereumChain -32601", "wallet_addEthereumChain -32601"));
  }

  private Flow flow(String name, String... asked) {
    return Flow.of(name, Set.of(asked), () -> scene.script("ethers.mjs", name, ACCOUNT));
  }
}
