package org.cairn.p2p.frame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.InvariantViolation;

/// The frames that wait to be sent to one peer, by priority and bounded in bytes. Filled from any
/// thread, emptied by the network loop. Frames of one priority leave in the order they came.
public final class OutboundQueue {
  /// A frame that waits.
  public record Frame(FrameKind kind, Bytes payload) {
    /// What it takes on the wire.
    public int sizeBytes() {
      return FrameReader.HEADER_BYTES + payload.size();
    }
  }

  /// What became of a frame.
  public enum Offer {
    QUEUED,
    /// The queue of its priority is full and the frame is gone.
    DROPPED,
    /// The queue of its priority is full and may not lose frames: the peer is too slow to keep.
    OVERFLOWED
  }

  private static final class Lane {
    final ArrayDeque<Frame> frames = new ArrayDeque<>();
    long waitingBytes;
  }

  private final Map<Priority, Lane> lanes = new EnumMap<>(Priority.class);

  public OutboundQueue() {
    for (Priority priority : Priority.values()) {
      lanes.put(priority, new Lane());
    }
  }

  // The lock keeps queue lengths and byte counts in step between senders and the network loop.

  /// Appends a frame.
  ///
  /// @throws IllegalArgumentException when the payload is beyond the limit of its kind
  public Offer offer(FrameKind kind, Bytes payload) {
    if (payload.size() > kind.maxBytes()) {
      throw new IllegalArgumentException(
          kind + " payload of " + payload.size() + " bytes, the limit is " + kind.maxBytes());
    }
    Priority priority = kind.priority();
    Frame frame = new Frame(kind, payload);
    synchronized (this) {
      Lane lane = lane(priority);
      if (lane.waitingBytes + frame.sizeBytes() > priority.limitBytes) {
        return priority.overflow == Priority.Overflow.DROP ? Offer.DROPPED : Offer.OVERFLOWED;
      }
      lane.frames.addLast(frame);
      lane.waitingBytes += frame.sizeBytes();
      return Offer.QUEUED;
    }
  }

  /// Removes frames, most urgent first, until they have the size of a batch or none is left.
  public synchronized List<Frame> take(int batchBytes) {
    List<Frame> batch = new ArrayList<>();
    int takenBytes = 0;
    for (Lane lane : lanes.values()) {
      while (takenBytes < batchBytes) {
        Frame frame = lane.frames.pollFirst();
        if (frame == null) {
          break;
        }
        lane.waitingBytes -= frame.sizeBytes();
        takenBytes += frame.sizeBytes();
        batch.add(frame);
      }
    }
    return batch;
  }

  public synchronized boolean isEmpty() {
    for (Lane lane : lanes.values()) {
      if (!lane.frames.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// Drops all that waits.
  public synchronized void clear() {
    for (Lane lane : lanes.values()) {
      lane.frames.clear();
      lane.waitingBytes = 0;
    }
  }

  private Lane lane(Priority priority) {
    Lane lane = lanes.get(priority);
    if (lane == null) {
      throw new InvariantViolation("no lane for " + priority);
    }
    return lane;
  }
}
