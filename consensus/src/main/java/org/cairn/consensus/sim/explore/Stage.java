package org.cairn.consensus.sim.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The scenes met so far. There are far fewer of them than states, so that each is judged once.
final class Stage {
  private static final int VOICE_BITS = 21;

  private final Setting setting;
  private final Names names;
  private final List<Node> nodes;
  private final List<Integer> quorums;
  private final Map<Long, Scene> scenes = new HashMap<>();
  private final Map<List<List<Integer>>, Menu> menus = new HashMap<>();

  Stage(Setting setting, Names names, List<Node> nodes) {
    this.setting = setting;
    this.names = names;
    this.nodes = nodes;
    this.quorums = setting.minimalQuorums();
  }

  /// What was said in each scene.
  List<Voice[]> voices() {
    List<Voice[]> all = new ArrayList<>();
    for (long key : scenes.keySet()) {
      Voice[] voices = new Voice[nodes.size()];
      for (int i = 0; i < voices.length; i++) {
        int shift = VOICE_BITS * (voices.length - 1 - i);
        voices[i] = nodes.get(i).voice((int) (key >> shift) & ((1 << VOICE_BITS) - 1));
      }
      all.add(voices);
    }
    return all;
  }

  Scene scene(Local[] locals) {
    long key = 0;
    for (Local local : locals) {
      key = (key << VOICE_BITS) | local.voice;
    }
    return scenes.computeIfAbsent(key, _ -> build(locals));
  }

  private Scene build(Local[] locals) {
    Voice[] voices = new Voice[locals.length];
    boolean isFinal = false;
    for (int i = 0; i < voices.length; i++) {
      voices[i] = nodes.get(i).voice(locals[i].voice);
      isFinal |= voices[i].tip() != Names.GENESIS;
    }
    Pool pool = new Pool(setting, names, quorums, nodes, voices);
    List<Integer> actions = pool.actions();
    List<Integer> honest = pool.honestActions();
    Menu menu = menu(actions, actions.stream().map(pool::cost).toList());
    Menu silent = menu(honest, Collections.nCopies(honest.size(), 0));
    return new Scene(menu, silent, isFinal, broken(voices, pool));
  }

  private Menu menu(List<Integer> actions, List<Integer> costs) {
    return menus.computeIfAbsent(
        List.of(actions, costs),
        _ -> new Menu(menus.size(), actions, costs, known(actions, costs)));
  }

  private BitSet known(List<Integer> actions, List<Integer> costs) {
    BitSet known = new BitSet();
    for (int i = 0; i < actions.size(); i++) {
      if (costs.get(i) == 0 && names.action(actions.get(i)) instanceof Action.Certify(int say)) {
        known.set(say);
      }
    }
    return known;
  }

  private @Nullable String broken(Voice[] voices, Pool pool) {
    for (Voice voice : voices) {
      for (Voice other : voices) {
        if (!names.areOnOneChain(voice.tip(), other.tip())) {
          return "agreement: "
              + names.describe(voice.tip())
              + " and "
              + names.describe(other.tip());
        }
      }
      if (isSlashable(voice.votes())) {
        return "an honest validator can be slashed";
      }
    }
    return setting.isSafe() ? pool.brokenLemma() : null;
  }

  private boolean isSlashable(BitSet votes) {
    List<Ballot> ballots = new ArrayList<>();
    for (int say = votes.nextSetBit(0); say >= 0; say = votes.nextSetBit(say + 1)) {
      Ballot ballot = ballot(say);
      if (ballots.stream().anyMatch(other -> Evidence.offence(ballot, other) != null)) {
        return true;
      }
      ballots.add(ballot);
    }
    return false;
  }

  private Ballot ballot(int id) {
    Names.Say say = names.say(id);
    Hash block = Sha256.hash(new byte[] {(byte) (say.block() >> 8), (byte) say.block()});
    boolean named = say.kind() != VoteKind.NULLIFY;
    return new Ballot(say.kind(), new Round(0, say.view()), named ? block : Hash.ZERO);
  }
}
