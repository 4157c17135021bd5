package org.cairn.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PersistentMapTest {
  private static final int STEPS = 4_000;

  /// Many keys have the same hash.
  private record Key(int number) {
    @Override
    public int hashCode() {
      return number % 50;
    }
  }

  @Test
  void get_ofAnEmptyMap_findsNothing() {
    PersistentMap<Key, String> map = PersistentMap.empty();
    assertThat(map.get(new Key(1))).isNull();
    assertThat(map.isEmpty()).isTrue();
    assertThat(map.without(new Key(1)).isEmpty()).isTrue();
  }

  @Test
  void changes_randomOnKeysThatClash_areThoseOfAHashMap() {
    check(key -> new Key(key));
  }

  @Test
  void changes_randomOnNumbers_areThoseOfAHashMap() {
    check(key -> (long) key << 32);
  }

  private static <K> void check(java.util.function.IntFunction<K> keys) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    PersistentMap<K, Integer> map = PersistentMap.empty();
    Map<K, Integer> model = new HashMap<>();
    List<PersistentMap<K, Integer>> formerMaps = new ArrayList<>();
    List<Map<K, Integer>> formerModels = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      K key = keys.apply(random.nextInt(300));
      if (random.nextInt(3) == 0) {
        map = map.without(key);
        model.remove(key);
      } else {
        map = map.with(key, step);
        model.put(key, step);
      }
      if (step % 500 == 0) {
        formerMaps.add(map);
        formerModels.add(new HashMap<>(model));
      }
    }
    formerMaps.add(map);
    formerModels.add(model);
    for (int i = 0; i < formerMaps.size(); i++) {
      Map<K, Integer> content = new HashMap<>();
      formerMaps.get(i).forEach(content::put);
      assertThat(content).as("seed " + seed).isEqualTo(formerModels.get(i));
      for (int number = 0; number < 300; number++) {
        K key = keys.apply(number);
        assertThat(formerMaps.get(i).get(key))
            .as("seed " + seed)
            .isEqualTo(formerModels.get(i).get(key));
      }
    }
  }
}
