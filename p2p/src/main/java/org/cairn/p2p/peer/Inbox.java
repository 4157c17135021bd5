package org.cairn.p2p.peer;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// Hands what the network loop received over to the listeners, on one thread of its own, consensus
/// first. Bounded for each peer: when too much of it waits, its socket is not read until half of
/// that is done, so that the sender is slowed down by TCP; transactions beyond their own bound are
/// dropped, as they must not hold up the consensus messages behind them.
public final class Inbox implements Executor, AutoCloseable {
  private static final int PAUSE_BYTES = 16 << 20;
  private static final int PAUSE_MESSAGES = 8192;
  private static final int MAX_TRANSACTION_BYTES = 4 << 20;
  private static final int MAX_TRANSACTION_MESSAGES = 4096;

  /// What the network loop has to do with a message that it offered.
  public enum Offer {
    TAKEN,
    /// Taken, but no more shall be read from this peer until its `onRoom` runs.
    TAKEN_PAUSE,
    DROPPED
  }

  /// One connection's place in the inbox.
  public static final class Lane {
    private final PeerInfo peer;
    private final Runnable onRoom;
    // Guarded by the inbox's lock.
    private int messages;
    private long bytes;
    private int transactionMessages;
    private long transactionBytes;
    private boolean paused;
    // Inbox thread only.
    private boolean down;

    private Lane(PeerInfo peer, Runnable onRoom) {
      this.peer = peer;
      this.onRoom = onRoom;
    }
  }

  private record Message(Lane lane, Channel channel, Bytes bytes) {}

  private volatile List<PeerListener> listeners = List.of();
  private final BiConsumer<PeerInfo, DecodingException> onBadMessage;
  private final Consumer<Throwable> onDeath;
  private final Thread thread;

  // The lock keeps the queues and the lanes' counts in step.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final ArrayDeque<Runnable> urgent = new ArrayDeque<>();
  private final ArrayDeque<Message> messages = new ArrayDeque<>();
  private boolean closed;

  /// @param onBadMessage told of a peer whose message a listener could not decode
  /// @param onDeath told of the exception that ended the thread: a defect or a broken environment
  public Inbox(BiConsumer<PeerInfo, DecodingException> onBadMessage, Consumer<Throwable> onDeath) {
    this.onBadMessage = onBadMessage;
    this.onDeath = onDeath;
    this.thread = Thread.ofPlatform().name("cairn-p2p-inbox").daemon().unstarted(this::run);
  }

  /// Begins to deliver.
  ///
  /// @param called the listeners, told in this order
  public void start(List<PeerListener> called) {
    listeners = List.copyOf(called);
    thread.start();
  }

  /// Announces a peer to the listeners.
  ///
  /// @param onRoom runs on the inbox thread when reading may go on after a pause
  public Lane open(PeerInfo peer, Runnable onRoom) {
    Lane lane = new Lane(peer, onRoom);
    execute(() -> listeners.forEach(listener -> listener.peerUp(peer)));
    return lane;
  }

  /// Tells the listeners that a peer is gone; what still waits from it is dropped.
  public void close(Lane lane, DisconnectReason reason) {
    execute(() -> {
      lane.down = true;
      listeners.forEach(listener -> listener.peerDown(lane.peer, reason));
    });
  }

  /// Offers a message for delivery.
  public Offer offer(Lane lane, Channel channel, Bytes bytes) {
    lock.lock();
    try {
      if (channel == Channel.TRANSACTIONS) {
        if (lane.transactionMessages >= MAX_TRANSACTION_MESSAGES
            || lane.transactionBytes + bytes.size() > MAX_TRANSACTION_BYTES) {
          return Offer.DROPPED;
        }
        lane.transactionMessages++;
        lane.transactionBytes += bytes.size();
      } else {
        lane.messages++;
        lane.bytes += bytes.size();
      }
      Message message = new Message(lane, channel, bytes);
      if (channel == Channel.CONSENSUS) {
        urgent.addLast(() -> deliver(message));
      } else {
        messages.addLast(message);
      }
      notEmpty.signal();
      if (lane.messages < PAUSE_MESSAGES && lane.bytes < PAUSE_BYTES) {
        return Offer.TAKEN;
      }
      lane.paused = true;
      return Offer.TAKEN_PAUSE;
    } finally {
      lock.unlock();
    }
  }

  /// Runs a task on the inbox thread, before messages that are not of the consensus channel.
  @Override
  public void execute(Runnable task) {
    lock.lock();
    try {
      if (!closed) {
        urgent.addLast(task);
        notEmpty.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets the thread end once it has done the urgent tasks. Does not wait for it.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      messages.clear();
      notEmpty.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (Runnable next = next(); next != null; next = next()) {
        next.run();
      }
    } catch (Throwable t) {
      // The thread's root: whatever it is, the owner must know, as nothing is delivered any more.
      onDeath.accept(t);
    }
  }

  private @Nullable Runnable next() throws InterruptedException {
    lock.lock();
    try {
      while (true) {
        Runnable task = urgent.pollFirst();
        if (task != null) {
          return task;
        }
        Message message = messages.pollFirst();
        if (message != null) {
          return () -> deliver(message);
        }
        if (closed) {
          return null;
        }
        notEmpty.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Message message) {
    Lane lane = message.lane;
    if (!lane.down) {
      try {
        for (PeerListener listener : listeners) {
          listener.message(lane.peer, message.channel, message.bytes);
        }
      } catch (DecodingException e) {
        onBadMessage.accept(lane.peer, e);
      }
    }
    if (delivered(message)) {
      lane.onRoom.run();
    }
  }

  /// Takes the message off its lane's account; true when reading may go on.
  private boolean delivered(Message message) {
    Lane lane = message.lane;
    lock.lock();
    try {
      if (message.channel == Channel.TRANSACTIONS) {
        lane.transactionMessages--;
        lane.transactionBytes -= message.bytes.size();
        return false;
      }
      lane.messages--;
      lane.bytes -= message.bytes.size();
      if (!lane.paused || lane.messages > PAUSE_MESSAGES / 2 || lane.bytes > PAUSE_BYTES / 2) {
        return false;
      }
      lane.paused = false;
      return true;
    } finally {
      lock.unlock();
    }
  }
}
