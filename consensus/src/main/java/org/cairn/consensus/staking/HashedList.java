package org.cairn.consensus.staking;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// An immutable list that headers commit to. Its root is a hash over its length and the hashes of
/// chunks of 64 elements. A list that differs from another in a few elements shares the other
/// chunks with it, and so their hashes: with 100,000 validators a block rehashes what it changed
/// and 52 kB instead of 14 MB. The root depends on the elements alone.
public final class HashedList<E> extends AbstractList<E> implements RandomAccess {
  static final int CHUNK = 64;

  /// How an element is encoded, and the stake that it holds.
  record Form<E>(BiConsumer<RlpWriter, E> encode, ToLongFunction<E> gwei) {}

  /// Some elements that follow one another, all but the last chunk with as many.
  private static final class Chunk<E> {
    final List<E> elements;
    final long gwei;

    // Written by whoever computes it first; the value is the same for all.
    private volatile @Nullable Hash hash;

    Chunk(Form<E> form, List<E> elements) {
      this.elements = List.copyOf(elements);
      long sum = 0;
      for (E element : this.elements) {
        sum = Math.addExact(sum, form.gwei.applyAsLong(element));
      }
      this.gwei = sum;
    }

    Hash hash(Form<E> form) {
      Hash known = hash;
      if (known == null) {
        RlpWriter writer = new RlpWriter(CHUNK * 160).startList();
        for (E element : elements) {
          form.encode.accept(writer, element);
        }
        known = Sha256.hash(writer.endList().toByteArray());
        hash = known;
      }
      return known;
    }
  }

  private final Form<E> form;
  private final List<Chunk<E>> chunks;
  private final int size;
  private final long gwei;
  private volatile @Nullable Hash root;

  private HashedList(Form<E> form, List<Chunk<E>> chunks) {
    this.form = form;
    this.chunks = chunks;
    this.size =
        chunks.isEmpty() ? 0 : (chunks.size() - 1) * CHUNK + chunks.getLast().elements.size();
    long sum = 0;
    for (Chunk<E> chunk : chunks) {
      sum = Math.addExact(sum, chunk.gwei);
    }
    this.gwei = sum;
  }

  static <E> HashedList<E> of(Form<E> form, List<E> elements) {
    List<Chunk<E>> chunks = new ArrayList<>();
    for (int from = 0; from < elements.size(); from += CHUNK) {
      int to = Math.min(elements.size(), from + CHUNK);
      chunks.add(new Chunk<>(form, elements.subList(from, to)));
    }
    return new HashedList<>(form, chunks);
  }

  @Override
  public E get(int index) {
    return chunks.get(index / CHUNK).elements.get(index % CHUNK);
  }

  @Override
  public int size() {
    return size;
  }

  /// What all elements hold together.
  long gwei() {
    return gwei;
  }

  Hash root() {
    Hash known = root;
    if (known == null) {
      RlpWriter writer = new RlpWriter(chunks.size() * 33 + 16).startList().scalar(size);
      for (Chunk<E> chunk : chunks) {
        writer.bytes(chunk.hash(form));
      }
      known = Sha256.hash(writer.endList().toByteArray());
      root = known;
    }
    return known;
  }

  Editor<E> edit() {
    return new Editor<>(this);
  }

  /// A list on its way to another one. Setting and appending leave the chunks before alone;
  /// removing makes all of them anew.
  static final class Editor<E> extends AbstractList<E> implements RandomAccess {
    private final HashedList<E> before;
    private int size;

    /// The chunks' elements once one has been edited, and which of them are copies.
    private @Nullable List<List<E>> parts;

    private final BitSet copied = new BitSet();

    /// All elements once one has been removed.
    private @Nullable List<E> whole;

    private Editor(HashedList<E> before) {
      this.before = before;
      this.size = before.size;
    }

    @Override
    public int size() {
      return whole != null ? whole.size() : size;
    }

    @Override
    public E get(int index) {
      if (whole != null) {
        return whole.get(index);
      }
      return parts == null ? before.get(index) : parts.get(index / CHUNK).get(index % CHUNK);
    }

    @Override
    public E set(int index, E element) {
      return whole != null
          ? whole.set(index, element)
          : part(index / CHUNK).set(index % CHUNK, element);
    }

    @Override
    public void add(int index, E element) {
      if (index != size()) {
        throw new IllegalArgumentException("element %d of %d".formatted(index, size()));
      }
      modCount++;
      if (whole != null) {
        whole.add(element);
      } else {
        part(index / CHUNK).add(element);
        size++;
      }
    }

    private List<E> part(int number) {
      if (parts == null) {
        parts = new ArrayList<>();
        for (Chunk<E> chunk : before.chunks) {
          parts.add(chunk.elements);
        }
      }
      if (number == parts.size()) {
        parts.add(List.of());
      }
      if (!copied.get(number)) {
        copied.set(number);
        parts.set(number, new ArrayList<>(parts.get(number)));
      }
      return parts.get(number);
    }

    private List<E> whole() {
      if (whole == null) {
        whole = new ArrayList<>(this);
      }
      return whole;
    }

    @Override
    public E remove(int index) {
      modCount++;
      return whole().remove(index);
    }

    @Override
    protected void removeRange(int from, int to) {
      if (from < to) {
        modCount++;
        whole().subList(from, to).clear();
      }
    }

    /// Each element is tested once: what a filter does besides must not happen twice.
    @Override
    public boolean removeIf(Predicate<? super E> filter) {
      List<E> kept = new ArrayList<>();
      for (E element : this) {
        if (!filter.test(element)) {
          kept.add(element);
        }
      }
      if (kept.size() == size()) {
        return false;
      }
      modCount++;
      whole = kept;
      return true;
    }

    boolean isEdited() {
      return whole != null || parts != null;
    }

    HashedList<E> finish() {
      if (whole != null) {
        return of(before.form, whole);
      }
      if (parts == null) {
        return before;
      }
      List<Chunk<E>> chunks = new ArrayList<>(parts.size());
      for (int i = 0; i < parts.size(); i++) {
        chunks.add(copied.get(i) ? new Chunk<>(before.form, parts.get(i)) : before.chunks.get(i));
      }
      return new HashedList<>(before.form, chunks);
    }
  }
}
