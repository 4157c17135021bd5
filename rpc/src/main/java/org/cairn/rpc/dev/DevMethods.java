package org.cairn.rpc.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.method.TransactionFiller;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.UnlockedAccounts;

/// The table of what a development chain serves beside the rest.
public final class DevMethods {
  private static final String[] BOTH = {"anvil_", "hardhat_"};

  private DevMethods() {}

  /// What is served beside the rest by a node with these ports; mostly nothing.
  public static List<Method> all(Ports ports, TransactionFiller filler) {
    List<Method> methods = new ArrayList<>();
    UnlockedAccounts unlocked = ports.accounts();
    if (unlocked != null) {
      methods.addAll(signing(unlocked, filler));
    }
    DevelopmentChain dev = ports.development();
    if (dev != null) {
      methods.addAll(blocks(dev));
      methods.addAll(time(dev));
      methods.addAll(state(dev));
      methods.addAll(senders(dev));
      methods.addAll(pool(dev));
      methods.addAll(next(dev));
      methods.addAll(about(dev, ports.chain(), ports.node()));
      methods.add(new SendUnsignedTransaction("eth_sendUnsignedTransaction", dev, filler));
    }
    return methods.stream().<Method>map(Guarded::new).toList();
  }

  /// On whichever chain.
  private static List<Method> signing(UnlockedAccounts unlocked, TransactionFiller filler) {
    return List.of(
        new Accounts("eth_accounts", unlocked),
        new Accounts("eth_requestAccounts", unlocked),
        new SendTransaction("eth_sendTransaction", unlocked, filler),
        new SignTransaction(unlocked, filler),
        new Sign(unlocked),
        new SignTypedData("eth_signTypedData_v4", unlocked),
        new SignTypedData("eth_signTypedData", unlocked),
        new PersonalSign(unlocked));
  }

  private static List<Method> blocks(DevelopmentChain dev) {
    List<Method> methods = new ArrayList<>();
    methods.add(new Mine(dev));
    methods.add(new Snapshot(dev));
    methods.add(new Revert(dev));
    methods.addAll(named(name -> new MineBlocks(name, dev), "mine"));
    methods.addAll(named(name -> new Reset(name, dev), "reset"));
    methods.addAll(named(name -> new GetAutomine(name, dev), "getAutomine"));
    methods.addAll(evmToo(name -> new SetAutomine(name, dev), "setAutomine"));
    methods.addAll(evmToo(name -> new SetIntervalMining(name, dev), "setIntervalMining"));
    methods.add(new GetIntervalMining("anvil_getIntervalMining", dev));
    return methods;
  }

  private static List<Method> time(DevelopmentChain dev) {
    List<Method> methods = new ArrayList<>();
    methods.addAll(evmToo(name -> new IncreaseTime(name, dev), "increaseTime"));
    methods.addAll(evmToo(name -> new SetTime(name, dev), "setTime"));
    methods.addAll(evmToo(name -> new SetNextBlockTimestamp(name, dev), "setNextBlockTimestamp"));
    methods.add(new SetBlockTimestampInterval("anvil_setBlockTimestampInterval", dev));
    methods.add(new RemoveBlockTimestampInterval("anvil_removeBlockTimestampInterval", dev));
    return methods;
  }

  private static List<Method> state(DevelopmentChain dev) {
    List<Method> methods = new ArrayList<>();
    methods.addAll(named(name -> new SetBalance(name, dev), "setBalance"));
    methods.add(new AddBalance("anvil_addBalance", dev));
    methods.add(new DumpState("anvil_dumpState", dev));
    methods.add(new LoadState("anvil_loadState", dev));
    methods.addAll(named(name -> new SetCode(name, dev), "setCode"));
    methods.addAll(named(name -> new SetNonce(name, dev), "setNonce"));
    methods.addAll(named(name -> new SetStorageAt(name, dev), "setStorageAt"));
    return methods;
  }

  private static List<Method> about(DevelopmentChain dev, ChainView chain, NodeView node) {
    List<Method> methods = new ArrayList<>();
    methods.add(new NodeInfo("anvil_nodeInfo", dev, chain, node));
    methods.addAll(named(name -> new Metadata(name, dev, chain, node), "metadata"));
    methods.add(new SetChainId("anvil_setChainId", node));
    methods.add(new SetRpcUrl("anvil_setRpcUrl"));
    methods.addAll(named(SetLoggingEnabled::new, "setLoggingEnabled"));
    return methods;
  }

  private static List<Method> senders(DevelopmentChain dev) {
    List<Method> methods = new ArrayList<>();
    methods.addAll(named(name -> new ImpersonateAccount(name, dev), "impersonateAccount"));
    methods.addAll(
        named(name -> new StopImpersonatingAccount(name, dev), "stopImpersonatingAccount"));
    methods.add(new AutoImpersonate("anvil_autoImpersonateAccount", dev));
    return methods;
  }

  private static List<Method> pool(DevelopmentChain dev) {
    List<Method> methods = new ArrayList<>();
    methods.addAll(named(name -> new DropTransaction(name, dev), "dropTransaction"));
    methods.add(new DropAllTransactions("anvil_dropAllTransactions", dev));
    methods.add(new RemovePoolTransactions("anvil_removePoolTransactions", dev));
    return methods;
  }

  private static List<Method> next(DevelopmentChain dev) {
    List<Method> methods = new ArrayList<>();
    methods.addAll(evmToo(name -> new SetBlockGasLimit(name, dev), "setBlockGasLimit"));
    methods.addAll(named(name -> new SetCoinbase(name, dev), "setCoinbase"));
    methods.addAll(named(name -> new SetNextBlockBaseFee(name, dev), "setNextBlockBaseFeePerGas"));
    methods.add(new SetPrevRandao("hardhat_setPrevRandao", dev));
    methods.addAll(named(SetMinGasPrice::new, "setMinGasPrice"));
    return methods;
  }

  /// The method under anvil's and hardhat's name.
  private static List<Method> named(Function<String, Method> method, String name) {
    return List.of(method.apply(BOTH[0] + name), method.apply(BOTH[1] + name));
  }

  /// The method under the name that both know, and under anvil's own.
  private static List<Method> evmToo(Function<String, Method> method, String name) {
    return List.of(method.apply("evm_" + name), method.apply(BOTH[0] + name));
  }
}
