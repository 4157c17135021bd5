package org.cairn.node.adapter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.HeadFeed;
import org.cairn.rpc.port.HeadListener;

/// Passes news on to those who registered, on the thread that brings them.
public final class Heads implements HeadFeed {
  private final List<HeadListener> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void register(HeadListener listener) {
    listeners.add(listener);
  }

  public void finalized(HashedHeader head) {
    listeners.forEach(listener -> listener.finalized(head));
  }

  public void pending(RecoveredTransaction transaction) {
    listeners.forEach(listener -> listener.pending(transaction));
  }

  public void syncingChanged() {
    listeners.forEach(HeadListener::syncingChanged);
  }
}
