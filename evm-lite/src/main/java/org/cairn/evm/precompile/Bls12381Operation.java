package org.cairn.evm.precompile;

import org.cairn.core.crypto.Bls12381;
import org.cairn.core.crypto.Bls12381.Group;
import org.jspecify.annotations.Nullable;

/// 0x0b to 0x11: the operations on BLS12-381 of EIP-2537. An input of another length than the
/// operation's is refused.
final class Bls12381Operation {
  // EIP-2537, "Gas schedule": what a multiplication costs among so many, in thousandths.
  private static final short[] G1_DISCOUNT = {
    1000, 949, 848, 797, 764, 750, 738, 728, 719, 712, 705, 698, 692, 687, 682, 677, 673, 669, 665,
    661, 658, 654, 651, 648, 645, 642, 640, 637, 635, 632, 630, 627, 625, 623, 621, 619, 617, 615,
    613, 611, 609, 608, 606, 604, 603, 601, 599, 598, 596, 595, 593, 592, 591, 589, 588, 586, 585,
    584, 582, 581, 580, 579, 577, 576, 575, 574, 573, 572, 570, 569, 568, 567, 566, 565, 564, 563,
    562, 561, 560, 559, 558, 557, 556, 555, 554, 553, 552, 551, 550, 549, 548, 547, 547, 546, 545,
    544, 543, 542, 541, 540, 540, 539, 538, 537, 536, 536, 535, 534, 533, 532, 532, 531, 530, 529,
    528, 528, 527, 526, 525, 525, 524, 523, 522, 522, 521, 520, 520, 519,
  };
  private static final short[] G2_DISCOUNT = {
    1000, 1000, 923, 884, 855, 832, 812, 796, 782, 770, 759, 749, 740, 732, 724, 717, 711, 704, 699,
    693, 688, 683, 679, 674, 670, 666, 663, 659, 655, 652, 649, 646, 643, 640, 637, 634, 632, 629,
    627, 624, 622, 620, 618, 615, 613, 611, 609, 607, 606, 604, 602, 600, 598, 597, 595, 593, 592,
    590, 589, 587, 586, 584, 583, 582, 580, 579, 578, 576, 575, 574, 573, 571, 570, 569, 568, 567,
    566, 565, 563, 562, 561, 560, 559, 558, 557, 556, 555, 554, 553, 552, 552, 551, 550, 549, 548,
    547, 546, 545, 545, 544, 543, 542, 541, 541, 540, 539, 538, 537, 537, 536, 535, 535, 534, 533,
    532, 532, 531, 530, 530, 529, 528, 528, 527, 526, 526, 525, 524, 524,
  };
  private static final int PAIR_BYTES = Group.G1.pointBytes() + Group.G2.pointBytes();

  private Bls12381Operation() {}

  record Add(Group group) implements Precompile {
    @Override
    public long gas(byte[] input, int offset, int lengthBytes) {
      return group == Group.G1 ? 375 : 600;
    }

    @Override
    public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
      return lengthBytes == 2 * group.pointBytes() ? Bls12381.add(group, input, offset) : null;
    }
  }

  /// The sum of points multiplied by scalars.
  record Multiply(Group group) implements Precompile {
    private int itemBytes() {
      return group.pointBytes() + Bls12381.SCALAR_BYTES;
    }

    @Override
    public long gas(byte[] input, int offset, int lengthBytes) {
      int count = lengthBytes / itemBytes();
      if (count == 0) {
        return 0;
      }
      short[] discounts = group == Group.G1 ? G1_DISCOUNT : G2_DISCOUNT;
      long price = group == Group.G1 ? 12000 : 22500;
      return count * price * discounts[Math.min(count, discounts.length) - 1] / 1000;
    }

    @Override
    public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
      int count = lengthBytes / itemBytes();
      return count > 0 && count * itemBytes() == lengthBytes
          ? Bls12381.multiply(group, input, offset, count)
          : null;
    }
  }

  record Pairing() implements Precompile {
    @Override
    public long gas(byte[] input, int offset, int lengthBytes) {
      return 37700 + 32600L * (lengthBytes / PAIR_BYTES);
    }

    @Override
    public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
      int count = lengthBytes / PAIR_BYTES;
      if (count == 0 || count * PAIR_BYTES != lengthBytes) {
        return null;
      }
      Boolean isOne = Bls12381.pairingIsOne(input, offset, count);
      return isOne == null ? null : Output.truth(isOne);
    }
  }

  /// Maps a field element to a point of the group.
  record Map(Group group) implements Precompile {
    @Override
    public long gas(byte[] input, int offset, int lengthBytes) {
      return group == Group.G1 ? 5500 : 23800;
    }

    @Override
    public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
      return lengthBytes == group.elementBytes() ? Bls12381.map(group, input, offset) : null;
    }
  }
}
