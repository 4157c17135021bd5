package org.cairn.consensus.sim;

/// Adversary: a validator that is never there.
final class SilentNode extends SimNode {
  SilentNode(Simulator sim, int index) {
    super(sim, index);
  }

  @Override
  void start() {}
}
