package org.cairn.node.driver;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;

/// The wire form of the request for final blocks and of its answer (docs/p2p.md): a request is the
/// first height and the most blocks wanted; an answer lists blocks in order, each with the proof
/// that it is final and its execution block.
final class FinalBlocks {
  /// The request's kind on the network.
  static final int KIND = 1;

  /// Most blocks in an answer.
  static final int MAX_BLOCKS = 128;

  /// An answer ends with the block that passes this size.
  static final int MAX_ANSWER_BYTES = 4 << 20;

  /// What is asked for.
  record Request(long fromHeight, long count) {}

  /// A final block: encodings of its proof and of its execution block.
  record Entry(Bytes proof, Bytes payload) {}

  private FinalBlocks() {}

  static Bytes encode(Request request) {
    return new RlpWriter()
        .startList()
        .scalar(request.fromHeight())
        .scalar(request.count())
        .endList()
        .toBytes();
  }

  static Request decodeRequest(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    long fromHeight = reader.scalar63();
    long count = reader.scalar63();
    reader.leaveList();
    reader.finish();
    if (fromHeight < 1 || count < 1) {
      throw new DecodingException("blocks from " + fromHeight + ", count " + count);
    }
    return new Request(fromHeight, Math.min(count, MAX_BLOCKS));
  }

  static Bytes encode(List<Entry> entries) {
    RlpWriter writer = new RlpWriter().startList();
    for (Entry entry : entries) {
      writer.startList().bytes(entry.proof()).bytes(entry.payload()).endList();
    }
    return writer.endList().toBytes();
  }

  static List<Entry> decodeAnswer(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    var entries = new ArrayList<Entry>();
    reader.enterList();
    while (reader.hasNext()) {
      if (entries.size() == MAX_BLOCKS) {
        throw new DecodingException("more than " + MAX_BLOCKS + " blocks");
      }
      reader.enterList();
      entries.add(new Entry(reader.bytes(), reader.bytes()));
      reader.leaveList();
    }
    reader.leaveList();
    reader.finish();
    return entries;
  }
}
