package org.cairn.consensus.sim.world;

import java.util.List;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.sim.stake.StakeLoad;
import org.cairn.consensus.staking.StakingState;

/// How a node uses what its engine says. This one is honest: it sends what it is told to. The
/// strategies of adversaries override it, and hold no power but the node's own key and connections.
public class Behaviour {
  protected final SimNode node;
  protected final World world;

  public Behaviour(SimNode node) {
    this.node = node;
    this.world = node.world();
  }

  /// Makes the behaviour of a node.
  public interface Factory {
    Behaviour of(SimNode node);
  }

  public boolean isHonest() {
    return true;
  }

  /// The node's process begins, for the first time or again.
  public void start() {
    node.startEngine();
  }

  /// The engine wants every peer told.
  public void broadcast(Message message) {
    node.transmitToAll(message);
  }

  /// The engine wants one peer told.
  public void sendTo(int to, Message message) {
    node.transmit(to, message);
  }

  /// A message came. False hides it from the engine.
  public boolean receives(int from, Message message) {
    return true;
  }

  /// The engine entered a view.
  public void entered(long view) {}

  /// The blocks that the node serves to a peer that catches up.
  public List<Ledger.Committed> serves(List<Ledger.Committed> blocks) {
    return blocks;
  }

  /// Before the payload of the node's own proposal is given to the engine.
  public byte[] payload(byte[] honest) {
    return honest;
  }

  /// What the node's own proposal carries for stake, on that of its parent.
  public StakeLoad load(StakeLoad honest, StakingState parent) {
    return honest;
  }

  /// What the header of the node's own proposal says about stake.
  public StakingRoots staking(StakingRoots honest) {
    return honest;
  }

  /// The time that the node's own proposal claims.
  public long timestampMillis(long honestMillis) {
    return honestMillis;
  }
}
