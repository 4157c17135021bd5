package org.cairn.consensus.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A list that was edited step by step is the one that is made at once, and so is its root.
class HashedListPropertyTest {
  private static final HashedList.Form<Integer> FORM =
      new HashedList.Form<>((writer, element) -> writer.scalar(element), Integer::longValue);

  @Test
  void edits_ofAnyKind_leadToTheListMadeAtOnce() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    List<Integer> plain = new ArrayList<>();
    HashedList<Integer> hashed = HashedList.of(FORM, plain);
    for (int round = 0; round < 300; round++) {
      HashedList<Integer> before = hashed;
      List<Integer> plainBefore = List.copyOf(plain);
      HashedList.Editor<Integer> editor = hashed.edit();
      for (int i = random.nextInt(4); i > 0; i--) {
        edit(random, plain, editor);
      }
      assertThat(editor).as("seed %d", seed).isEqualTo(plain);
      hashed = editor.finish();
      HashedList<Integer> anew = HashedList.of(FORM, plain);
      assertThat(hashed).as("seed %d", seed).isEqualTo(plain);
      assertThat(hashed.root()).as("seed %d", seed).isEqualTo(anew.root());
      assertThat(hashed.gwei()).as("seed %d", seed).isEqualTo(anew.gwei());
      assertThat(before).as("seed %d", seed).isEqualTo(plainBefore);
    }
  }

  private static void edit(Random random, List<Integer> plain, List<Integer> editor) {
    int size = plain.size();
    int value = random.nextInt(1000);
    switch (random.nextInt(size == 0 ? 1 : 6)) {
      case 0, 1 -> {
        for (int i = random.nextInt(150); i > 0; i--) {
          plain.add(value + i);
          editor.add(value + i);
        }
      }
      case 2, 3 -> {
        int index = random.nextInt(size);
        assertThat(editor.set(index, value)).isEqualTo(plain.set(index, value));
      }
      case 4 -> {
        int taken = random.nextInt(Math.min(size, 100) + 1);
        plain.subList(0, taken).clear();
        editor.subList(0, taken).clear();
      }
      default -> {
        assertThat(editor.removeIf(element -> element % 10 == value % 10))
            .isEqualTo(plain.removeIf(element -> element % 10 == value % 10));
        Object some = plain.isEmpty() ? value : plain.get(plain.size() / 2);
        assertThat(editor.remove(some)).isEqualTo(plain.remove(some));
      }
    }
  }

  @Test
  void root_ofListsThatDifferAnywhere_differs() {
    List<Integer> elements = new ArrayList<>();
    for (int i = 0; i < 2 * HashedList.CHUNK; i++) {
      elements.add(i);
    }
    HashedList<Integer> list = HashedList.of(FORM, elements);
    for (int i = 0; i < elements.size(); i++) {
      HashedList.Editor<Integer> editor = list.edit();
      var _ = editor.set(i, 999);
      assertThat(editor.finish().root()).isNotEqualTo(list.root());
    }
    assertThat(HashedList.of(FORM, elements.subList(0, HashedList.CHUNK)).root())
        .isNotEqualTo(list.root());
    assertThat(list.edit().finish()).isSameAs(list);
  }

  @Test
  void editor_givenAnElementForTheMiddle_refuses() {
    HashedList.Editor<Integer> editor = HashedList.of(FORM, List.of(1, 2)).edit();
    assertThatThrownBy(() -> editor.add(0, 7)).isInstanceOf(IllegalArgumentException.class);
  }
}
