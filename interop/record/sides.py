"""How many of a side are independent, and whether it suffices ("States" of docs/record.md)."""

from collections import defaultdict

from .sheets import broken


def matching(edges):
    """The most edges of which no two share an end (Kuhn's augmenting paths)."""
    ways, taken = defaultdict(list), {}
    for one, other in dict.fromkeys(edges):
        ways[one].append(other)

    def augment(one, seen):
        for other in ways[one]:
            if other not in seen:
                seen.add(other)
                if other not in taken or augment(taken[other], seen):
                    taken[other] = one
                    return True
        return False

    return sum(augment(one, set()) for one in ways)


def signers(reading, file_of):
    """Who counts as a signer of a reading: of a message the gateways, of a file what `file_of` says, else its keys."""
    if reading.method == "message":
        return reading.gateways
    return file_of(reading) if reading.method == "file" else reading.signers()


def taken_from(reading, sealed):
    """What a reading was taken from; None where it is left out, since its photograph is one of `sealed`."""
    if reading.method == "message":
        return "message", reading.name
    if reading.image not in sealed:
        return "document", reading.of[0]
    return ("own", reading.image, reading.signers()[0]) if reading.blind else None


def independent(side):
    """How many signers can each be given something that a reading of theirs was taken from, nothing twice."""
    sealed = {reading.image for reading in side if reading.blind and reading.opens is not None}
    of = [(reading, taken_from(reading, sealed)) for reading in side]
    left = [(reading, document) for reading, document in of if document]
    return min(
        matching([(signer, document) for reading, document in left for signer in signers(reading, file_of)])
        for file_of in (lambda reading: reading.signers(), lambda reading: [reading.account])
    )


def suffices(side, law, contest):
    """Whether a side has one reading that may stand alone, or enough that are independent."""
    acceptance = law.get("acceptance", {})
    alone = [(each["method"], each.get("account")) for each in acceptance.get("alone", [])]
    for reading in side:
        if (reading.method, reading.account) in alone or (reading.method, None) in alone:
            if all(severity != "error" for _, severity in broken(reading, law, contest)):
                return True
    return independent(side) >= acceptance.get("agree", 2)
