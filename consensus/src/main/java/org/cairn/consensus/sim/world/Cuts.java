package org.cairn.consensus.sim.world;

import java.util.ArrayList;
import java.util.List;

/// Who cannot hear whom, and whom only late.
public final class Cuts {
  private record Cut(long fromMillis, long toMillis, long side, boolean oneWay) {
    boolean separates(int from, int to) {
      boolean fromInside = (side >> from & 1) != 0;
      boolean toInside = (side >> to & 1) != 0;
      return fromInside != toInside && (!oneWay || fromInside);
    }
  }

  private record Link(long fromMillis, long toMillis, int a, int b) {
    boolean separates(int from, int to) {
      return (a == from && b == to) || (a == to && b == from);
    }
  }

  private record Slow(long fromMillis, long toMillis, int from, int to, long extraMillis) {}

  private final int nodes;
  private final List<Cut> partitions = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Slow> slow = new ArrayList<>();

  Cuts(int nodes) {
    this.nodes = nodes;
  }

  /// Cuts the nodes of a bit mask off from the others; one way, the others do not hear them.
  public void partition(long fromMillis, long toMillis, long side, boolean oneWay) {
    partitions.add(new Cut(fromMillis, toMillis, side, oneWay));
  }

  /// Cuts two nodes off from one another.
  public void link(long fromMillis, long toMillis, int a, int b) {
    links.add(new Link(fromMillis, toMillis, a, b));
  }

  void slow(long fromMillis, long toMillis, int from, int to, long extraMillis) {
    slow.add(new Slow(fromMillis, toMillis, from % nodes, to % nodes, extraMillis));
  }

  boolean isCut(int from, int to, long nowMillis) {
    for (Cut cut : partitions) {
      if (nowMillis >= cut.fromMillis() && nowMillis < cut.toMillis() && cut.separates(from, to)) {
        return true;
      }
    }
    links.removeIf(link -> nowMillis >= link.toMillis());
    for (Link link : links) {
      if (nowMillis >= link.fromMillis() && link.separates(from, to)) {
        return true;
      }
    }
    return false;
  }

  long extraMillis(int from, int to, long nowMillis) {
    long extra = 0;
    for (Slow link : slow) {
      boolean now = nowMillis >= link.fromMillis() && nowMillis < link.toMillis();
      extra += now && link.from() == from && link.to() == to ? link.extraMillis() : 0;
    }
    return extra;
  }
}
