// What hardhat's users rely on, on a node for development: hardhat test --network cairn
import { expect } from 'chai';
import { network } from 'hardhat';

const { ethers, networkHelpers } = await network.create();
const { loadFixture, time, impersonateAccount, setBalance, setStorageAt, mine, takeSnapshot } =
  networkHelpers;
const SOMEBODY = '0x00000000000000000000000000000000000c0ffe';

describe('Box', () => {
  async function boxed() {
    const [owner, other] = await ethers.getSigners();
    const box = await ethers.deployContract('Box', ['mine', 1n]);
    return { box, owner, other };
  }

  it('starts with the number that it was given', async () => {
    const { box } = await loadFixture(boxed);
    expect(await box.number()).to.equal(1n);
    await box.store(2n);
    expect(await box.number()).to.equal(2n);
  });

  it('is as new in the next test', async () => {
    const { box } = await loadFixture(boxed);
    expect(await box.number()).to.equal(1n);
    expect(await box.changes()).to.equal(0n);
  });

  it('tells who stored what', async () => {
    const { box, other } = await loadFixture(boxed);
    await expect(box.connect(other).store(5n)).to.emit(box, 'Stored').withArgs(other.address, 5n);
  });

  it('moves coins', async () => {
    const { box, owner } = await loadFixture(boxed);
    await expect(box.store(5n, { value: 7n }))
      .to.changeEtherBalances(ethers, [owner, box], [-7n, 7n]);
  });

  it('reverts in each way', async () => {
    const { box } = await loadFixture(boxed);
    await expect(box.refuse()).to.be.revertedWith('not today');
    await expect(box.storeSmall(101n)).to.be.revertedWithCustomError(box, 'Full')
      .withArgs(101n, 100n);
    await expect(box.breakDown()).to.be.revertedWithPanic(1);
    await expect(box.storeSmall(101n)).to.revert(ethers);
    await expect(box.storeSmall(100n)).not.to.revert(ethers);
  });

  it('travels in time', async () => {
    const before = await time.latest();
    await time.increase(3_600);
    expect(await time.latest()).to.be.at.least(before + 3_600);
    const then = (await time.latest()) + 1_000;
    await time.setNextBlockTimestamp(then);
    await mine();
    expect(await time.latest()).to.equal(then);
    const height = await time.latestBlock();
    await mine(10);
    expect(await time.latestBlock()).to.equal(height + 10);
  });

  it('acts for others', async () => {
    const { box } = await loadFixture(boxed);
    await impersonateAccount(SOMEBODY);
    await setBalance(SOMEBODY, ethers.parseEther('1'));
    const somebody = await ethers.getSigner(SOMEBODY);
    await box.connect(somebody).store(9n);
    expect(await box.numberOf(SOMEBODY)).to.equal(9n);
  });

  it('alters the state and takes it back', async () => {
    const { box } = await loadFixture(boxed);
    const snapshot = await takeSnapshot();
    await setStorageAt(await box.getAddress(), 0, 77);
    expect(await box.number()).to.equal(77n);
    await snapshot.restore();
    expect(await box.number()).to.equal(1n);
  });
});
