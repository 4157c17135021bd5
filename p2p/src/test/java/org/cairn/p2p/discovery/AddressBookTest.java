package org.cairn.p2p.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Hash;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerAddress;
import org.cairn.p2p.peer.PeerId;
import org.junit.jupiter.api.Test;

class AddressBookTest {
  private static final long MILLI = 1_000_000L;
  private static final PeerId SOURCE = id(200);

  private static PeerId id(int number) {
    byte[] bytes = new byte[32];
    bytes[30] = (byte) (number >>> 8);
    bytes[31] = (byte) number;
    return new PeerId(Hash.wrap(bytes));
  }

  private static KnownPeer known(int number) {
    return new KnownPeer(id(number), new HostPort("10.0.0.1", 1000 + number), null);
  }

  @Test
  void staticPeer_thatFails_isRetriedAfter100msDoublingTo5s() {
    AddressBook book = new AddressBook(List.of(PeerAddress.parse("127.0.0.1:1")), 0);
    List<Long> waits = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 9; i++) {
      AddressBook.Entry entry = book.due(now).getFirst();
      book.dialing(entry);
      assertThat(book.due(now)).isEmpty();
      book.ended(entry, false, 0, now);
      long wait = 0;
      while (book.due(now + wait * MILLI).isEmpty()) {
        wait += 100;
      }
      waits.add(wait);
      now += wait * MILLI;
    }
    assertThat(waits).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
  }

  @Test
  void staticPeer_thatWasConnected_isRetriedAtOnceAgain() {
    AddressBook book = new AddressBook(List.of(PeerAddress.parse("127.0.0.1:1")), 0);
    AddressBook.Entry entry = book.due(0).getFirst();
    for (int i = 0; i < 5; i++) {
      book.ended(entry, false, 0, 0);
    }
    book.found(entry, id(1));
    book.connected(entry);
    book.ended(entry, false, 0, 0);
    assertThat(book.due(100 * MILLI)).containsExactly(entry);
  }

  @Test
  void lostPeer_thatHadDialedUs_isDialedSoon() {
    AddressBook book = new AddressBook(List.of(PeerAddress.parse(id(1) + "@127.0.0.1:1")), 0);
    AddressBook.Entry entry = book.due(0).getFirst();
    for (int i = 0; i < 8; i++) {
      book.ended(entry, false, 0, 0);
    }
    assertThat(book.due(1000 * MILLI)).isEmpty();
    book.lost(id(1), 1000 * MILLI);
    assertThat(book.due(1100 * MILLI)).containsExactly(entry);
  }

  @Test
  void permanentRefusal_staticWaitsLong_learnedIsForgotten() {
    AddressBook book = new AddressBook(List.of(PeerAddress.parse("127.0.0.1:1")), 0);
    book.learn(known(1), SOURCE, 0);
    for (AddressBook.Entry entry : book.due(0)) {
      book.ended(entry, true, 0, 0);
    }
    assertThat(book.size()).isEqualTo(1);
    assertThat(book.due(29_000 * MILLI)).isEmpty();
    assertThat(book.due(30_000 * MILLI)).hasSize(1);
  }

  @Test
  void learned_areBoundedForEachSourceAndForgottenAfterFailures() {
    AddressBook book = new AddressBook(List.of(), 0);
    for (int i = 0; i < 1000; i++) {
      book.learn(known(i), SOURCE, 0);
    }
    assertThat(book.size()).isEqualTo(128);
    book.learn(known(2000), id(201), 0);
    assertThat(book.size()).isEqualTo(129);
    for (int i = 0; i < 7; i++) {
      for (AddressBook.Entry entry : book.due(Long.MAX_VALUE / 4)) {
        book.ended(entry, false, 0, 0);
      }
    }
    assertThat(book.size()).isZero();
  }

  @Test
  void learned_claimThatProvedWrong_canBeReplaced() {
    AddressBook book = new AddressBook(List.of(), 0);
    book.learn(known(1), SOURCE, 0);
    KnownPeer other = new KnownPeer(id(9), known(1).at(), null);
    book.learn(other, id(201), 0);
    AddressBook.Entry entry = book.due(0).getFirst();
    assertThat(entry.expected()).isEqualTo(id(1));
    book.ended(entry, false, 0, 0);
    book.learn(other, id(201), 0);
    assertThat(book.due(0).getFirst().expected()).isEqualTo(id(9));
  }
}
