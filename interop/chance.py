"""Made-up logs of chance, to hold the third reader against the command beyond what tests think of (agreement.py)."""

import random

from made_up import ORIGIN, REGISTER, Made, Signer, blob_name, key, name_of, note

HOURS = ("2026-05-10T21Z", "2026-05-10T22Z", "2026-05-11T01Z")
STATIONS = ("a1", "a1", "a1", "a1", "a2", "b1", "c1", "z9")
FIGURES = ("registered", "ballots", "valid", "blank", "null")
WRITERS = (
    ("agent", "agent", {}),
    ("agent2", "agent", {}),
    ("agent3", "agent", {"area": "A", "until": "2026-05-10T22Z"}),
    ("typist", "typist", {}),
    ("typist2", "typist", {}),
    ("typist3", "typist", {"account": "volunteers"}),
    ("importer", "importer", {}),
    ("importer2", "importer", {"area": "A"}),
    ("clerk", "importer", {"account": "council"}),
    ("clerk2", "agent", {"account": "council", "stage": "first"}),
    ("gateway", "gateway", {}),
    ("gateway2", "gateway", {}),
    ("reviewer", "reviewer", {}),
    ("observer", "observer", {}),
    ("second", "operator", {}),
    ("registrar", "registrar", {"gives": ["agent", "typist"], "keys": 2, "area": "A"}),
)
NAMES = [name for name, _, _ in WRITERS] + ["operator", "stranger", "new", "new2", "next", "r1"]
BLOBS = (
    REGISTER.encode(),
    b"station,registered,state,state_name,town,town_name\nz9,50,B,,B1,\na1,401,B,,B1,\n",
    b"station,registered,state,state_name,town,town_name\nc1,60,C,,A1,Moved\nq1,,,,,\n",
    b"station\n",
)
WORDS = (b"{}", b'{"name":{"en":"x"}}', b'{"name":"x"}', b'{"map":{"document":"%s"}}' % blob_name(b"photo0").encode())
NEXT_LOG = Signer(ORIGIN, "the log's next key")


def law(chance):
    options = ["ana", "luis"]
    contests = [{"id": "mayor", "options": options}, {"id": "board", "options": ["yes", "no"]}]
    contests[1] |= chance.choice([{}, {"areas": ["A"]}, {"areas": ["A1", "A"]}, {"areas": ["B", "D"]}])
    contests[0] |= chance.choice([{}, {}, {}, {"areas": ["A"]}])
    some = [{"method": method, "account": "volunteers"} for method in ("code", "message")]
    made = {
        "contests": contests,
        "acceptance": {"agree": chance.choice([1, 2, 2, 2, 3]), "alone": chance.choice([[], [], some, [{"method": "code"}]])},
        "figures": ["challenged"],
        "register": chance.choice([{"complete": True}, {}, {"stations": 9, "areas": [{"area": "A", "registered": 5}]}]),
    }
    if chance.random() < 0.2:
        made["zeros"] = "real"
    if chance.random() < 0.4:
        parts = chance.choice([["valid", "null"], ["options", "challenged"]])
        severity = chance.choice(["error", "warning"])
        made["sums"] = [{"of": chance.choice(["ballots", "challenged"]), "parts": parts, "severity": severity}]
        made["sums"] = [each for each in made["sums"] if each["of"] not in parts]
    return made


class Chance:
    """A log of entries of all types, wrong ones among them."""

    def __init__(self, seed):
        self.chance = chance = random.Random(seed)
        self.made = Made(law(chance), recovery=(["r1", "r2", "r3"], 2))
        for blob in BLOBS + WORDS:
            self.made.blob(blob)
        for name, role, bounds in WRITERS:
            self.made.key(name, role, **bounds)
        self.images = [blob_name(f"photo{number}".encode()) for number in range(4)]
        self.documents = [blob_name(f"file{number}".encode()) for number in range(3)]
        self.read, self.texts, self.sealed = [], [], []  # names of readings; notes to sign again; readings to open
        for image in self.images[:3]:
            self.capture(image)
        for document in self.documents[:2]:
            self.source(document)

    def log(self, steps):
        kinds = [self.reading] * 12 + [self.rows] * 4 + [self.seal] * 3 + [self.again] * 4 + [self.ruling] * 2
        kinds += [self.capture, self.source, self.key, self.revoke, self.withhold, self.statement, self.claim]
        kinds += [self.account, self.amend, self.register, self.spoilt]
        rare = [self.close, self.recover, self.recover]
        for _ in range(steps):
            self.chance.choice(rare if self.chance.random() < 0.02 else kinds)()
        if self.made.fold().succession.logs[-1][1].vkey == NEXT_LOG.vkey:
            self.made.log_key = NEXT_LOG
        return self.made

    def some(self, *likely):
        """One to three signers, mostly of the likely ones."""
        pick = self.chance.choice
        few = pick([1, 1, 1, 2, 2, 3])
        return [pick(likely) if likely and self.chance.random() < 0.8 else pick(NAMES) for _ in range(few)]

    def add(self, kind, body, *likely):
        signers = self.some(*likely)
        body = {
            "election": "example-2026" if self.chance.random() < 0.99 else "other",
            "at": self.chance.choice(HOURS),
            **body,
        }
        wrong = signers[-1:] if self.chance.random() < 0.02 else ()
        data = note(kind, body, signers, wrong)
        self.texts.append(data)
        return self.made.put(data)

    def counts(self):
        chance, made = self.chance, {}
        options = (
            ("yes", "no")
            if (contest := chance.choice(["mayor", "mayor", "mayor", "board"])) == "board"
            else ("ana", "luis")
        )
        values = chance.choice([(1, 2), (1, 2), (1, 2), (1, 3), (0, 0), ("illegible", 2), (60, 2)])
        made["options"] = {option: value for option, value in zip(options, values) if chance.random() < 0.95}
        if chance.random() < 0.05:
            made["options"]["eva"] = 1
        for figure in FIGURES:
            if chance.random() < 0.25:
                made[figure] = chance.choice([0, 3, 4, 62, 400, "illegible"])
        if chance.random() < 0.2:
            made["more"] = {chance.choice(["challenged", "challenged", "torn"]): chance.choice([1, 2, "illegible"])}
        return contest, made

    def whose(self):
        account = self.chance.choice(["volunteers"] * 4 + ["campaign", "council", "council", "nobody"])
        stage = self.chance.choice(["first", "second", None]) if account == "council" else None
        return {"account": account} | ({"stage": stage} if stage else {})

    def body(self):
        chance = self.chance
        contest, counts = self.counts()
        method = chance.choice(["typed", "typed", "typed", "code", "message", "file", "machine"])
        body = {
            **self.whose(),
            "station": chance.choice(STATIONS),
            "contest": contest,
            "counts": counts,
            "method": method,
        }
        if method == "file":
            body["of"] = [chance.choice(self.documents)]
        elif method != "message":
            body["of"] = chance.sample(self.images, chance.choice([1, 1, 1, 2]))
        if self.read and chance.random() < 0.15:
            body["corrects"] = {"reading": chance.choice(self.read[-6:]), "reason": "x"}
        return body

    def likely(self, method):
        of = {"file": ["importer", "importer2", "clerk"], "message": ["gateway", "gateway2", "agent"]}
        return of.get(method, ["agent", "agent2", "agent3", "typist", "typist2", "typist3", "clerk2", "reviewer"])

    def reading(self):
        if self.sealed and self.chance.random() < 0.4:
            data = self.sealed.pop(self.chance.randrange(len(self.sealed)))
            self.texts.append(data)
            self.read.append(self.made.put(data))
            return
        body = self.body()
        self.read.append(self.add("reading", body, *self.likely(body["method"])))

    def seal(self):
        chance = self.chance
        body = self.body() | {"method": "typed", "salt": f"{chance.randrange(2**256):064x}"}
        body["of"] = chance.sample(self.images, 1)
        body["counts"] = {"options": {"ana": 1, "luis": chance.choice([2, 2, 3])}}
        body |= {"contest": "mayor", "station": "a1", "election": "example-2026", "at": HOURS[0]}
        body.pop("corrects", None)
        signers = self.some("typist", "typist2", "typist3", "agent")
        data = note("reading", body, signers)
        later = {"contest": "mayor", "image": body["of"][0], "reading": name_of(data)}
        if chance.random() < 0.1:
            later["image"] = chance.choice(self.images)
        self.add("seal", later, *signers)
        self.sealed.append(data)

    def again(self):
        """An earlier text, signed by others, too."""
        text = self.chance.choice(self.texts[-20:])
        text = text[: text.rfind(b"\n\n") + 1]
        kind = text.split(b"\n")[0].split()[1].decode()
        self.made.put(note(kind, text.decode().split("\n")[1], self.some(*[name for name, _, _ in WRITERS])))

    def rows(self):
        chance = self.chance
        figures, options = chance.sample(FIGURES, chance.randrange(3)), ["ana", "luis"]
        value = lambda: chance.choice([0, 0, 1, 1, 2, "", "illegible"])
        rows = [
            [
                chance.choice(STATIONS),
                line,
                *(value() for _ in figures),
                *chance.choice([(1, 2), (1, 3), (0, 0), (value(), value())]),
            ]
            for line in range(chance.randrange(1, 5))
        ]
        body = {**self.whose(), "contest": "mayor", "of": chance.choice(self.documents), "figures": figures}
        if self.read and chance.random() < 0.2:
            body["corrects"] = {"reason": "x", "rows": [{"row": 0, "reading": chance.choice(self.read[-6:])}]}
        name = self.add("readings", {**body, "options": options, "rows": rows}, "importer", "importer2", "clerk")
        self.read += [f"{name}/{row}" for row in range(len(rows))]

    def ruling(self):
        stands = {"stands": self.chance.choice(self.read)} if self.read and self.chance.random() < 0.8 else {}
        body = {
            "station": self.chance.choice(STATIONS),
            "contest": self.chance.choice(["mayor", "board"]),
            "reason": "x",
        }
        self.add("ruling", body | stands, "reviewer")

    def capture(self, image=None):
        image = image or self.chance.choice(self.images)
        station = {"station": self.chance.choice(STATIONS)} if self.chance.random() < 0.3 else {}
        body = {"account": "volunteers", "contest": "mayor", "image": image, "media": "image/jpeg", **station}
        self.add("capture", body, "agent", "agent2")

    def source(self, document=None):
        document = document or self.chance.choice(self.documents)
        body = {"document": document, "bytes": 1, "media": "text/csv", "title": "t", "publisher": "p"}
        self.add("source", body, "importer", "operator")

    def key(self):
        chance = self.chance
        bounds = chance.choice([{}, {"area": "A"}, {"area": "B", "until": HOURS[1]}, {"account": "council"}])
        role = chance.choice(["agent", "typist", "importer", "gateway", "reviewer", "operator"])
        vkey = key(chance.choice(["new", "new2", "agent", "next", "r1", ORIGIN])).vkey
        self.add("key", {"key": vkey, "role": role, **bounds}, "operator", "registrar", "second")

    def revoke(self):
        vkey = key(self.chance.choice(NAMES)).vkey
        start = (
            {"from": max(1, len(self.made.notes) - self.chance.randrange(-1, 20))} if self.chance.random() < 0.5 else {}
        )
        self.add("revoke", {"key": vkey, "reason": "x", **start}, "operator", "operator", "registrar")

    def recover(self):
        chance = self.chance
        start = max(1, len(self.made.notes) - chance.randrange(-1, 20))
        body = {"operator": key(chance.choice(["next", "next", "new", "agent", "operator"])).vkey, "from": start}
        if chance.random() < 0.3:
            body["log"] = chance.choice([NEXT_LOG, NEXT_LOG, key("other")]).vkey
        if self.read:
            body["keep"] = chance.sample(self.read, 1)[:1] if "/" not in self.read[-1] else []
            body["keep"] = [name[:64] for name in body["keep"]]
        self.add("recover", {**body, "reason": "x"}, "r1", "r2", "r3")

    def withhold(self):
        document = self.chance.choice([*self.images, *self.documents, *map(blob_name, BLOBS + WORDS)])
        body = {"document": document, "withheld": self.chance.random() < 0.7, "reason": "x"}
        if body["withheld"] and self.chance.random() < 0.3:
            body["instead"] = self.chance.choice(self.images)
        self.add("withhold", body, "operator", "reviewer", "second")

    def statement(self):
        follows = (
            {"follows": self.chance.choice([name_of(each) for each in self.texts[-8:]])}
            if self.chance.random() < 0.3
            else {}
        )
        kind = self.chance.choice(["look", "observation", "audit"])
        body = {"kind": kind, "answers": {"a": "b"}, **follows}
        if self.chance.random() < 0.5:
            body["station"] = self.chance.choice(STATIONS)
        if self.chance.random() < 0.2:
            body["document"] = self.chance.choice(self.images)
        self.add("statement", body, "agent", "agent3", "observer", "reviewer", "operator")

    def claim(self):
        said = {
            "id": "c",
            "account": self.chance.choice(["council", "nobody"]),
            "who": "",
            "where": "",
            "when": "2026-05-10",
        }
        said |= {"contest": self.chance.choice(["mayor", "other"]), "figures": [{"of": "ana", "number": 1}]}
        self.add("claim", {"claim": said}, "importer", "clerk", "operator")

    def account(self):
        stages = self.chance.choice([{}, {"stages": ["first"]}, {"stages": ["first", "second", "third"]}])
        account = self.chance.choice(["nobody", "Nobody", "council", "volunteers", "options", "x.", "radio"])
        self.add("account", {"account": account, **stages}, "operator", "second")

    def amend(self):
        words = blob_name(self.chance.choice([*WORDS, b"none"]))
        self.add("amend", {"words": words, "reason": "x"}, "operator")

    def register(self):
        chance = self.chance
        body = {"stations": blob_name(chance.choice([*BLOBS, b"none"])), "count": 1}
        if chance.random() < 0.3:
            areas = chance.choice([[], ["A"], ["A1", "B"], ["A2", "A1"], ["D"]])
            body["contests"] = [{"contest": chance.choice(["mayor", "board", "other"]), "areas": areas}]
        if chance.random() < 0.3:
            said = chance.choice([{"stations": 3}, {"registered": 4}, {"polls_close": "2026-05-10T21:30Z"}, {}])
            body["expected"] = [{"area": chance.choice(["A", "A1", "B", "D"]), **said}]
        if chance.random() < 0.2:
            body |= {"of": chance.choice(self.documents), "polls_close": "2026-05-10T21:00Z"}
        self.add("register", body, "operator", "second")

    def close(self):
        self.add("close", {"reason": "x"}, "operator")

    def spoilt(self):
        """An earlier entry with a byte changed; none that names a key: their form the command asks later than the page."""
        data = bytearray(self.chance.choice([each for each in self.texts if b"+" not in each[: each.rfind(b"\n\n")]]))
        at = self.chance.randrange(len(data))
        data[at] = self.chance.choice(b' "{}[],:+0aAZ\n\xe2')
        self.made.put(bytes(data))


class Sides:
    """A log of stations at which nearly all agree, so that who is independent of whom decides."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.codes = [f"s{number}" for number in range(25)]
        register = "station,registered,state,state_name,town,town_name\n" + "".join(
            f"{code},90,A,,A1,\n" for code in self.codes
        )
        self.made = Made(
            {"acceptance": {"agree": self.chance.randrange(2, 5)}, "figures": ["challenged"]}, register=register
        )
        for role, names in self.names().items():
            for name in names:
                self.made.key(name, role)
        self.files = [self.made.document(f"file{number}") for number in range(3)]

    def names(self):
        return {
            "agent": ["agent", "agent2", "both"],
            "typist": ["typist", "typist2"],
            "importer": ["importer", "importer2", "both"],
            "gateway": ["gateway", "gateway2", "both"],
        }

    def log(self, steps):
        for code in self.codes[: steps // 2]:
            self.images = [self.made.photograph(f"{code} {number}") for number in range(2)]
            later = [each for _ in range(self.chance.randrange(1, 7)) for each in self.reading(code)]
            self.chance.shuffle(later)
            for data in later:
                self.made.put(data)
        return self.made

    def reading(self, code):
        """A reading's note, perhaps its seal, perhaps the same signed again: to be shuffled."""
        chance, names = self.chance, self.names()
        method = chance.choice(["typed", "typed", "typed", "code", "file", "file", "message"])
        body = {"election": "example-2026", "at": HOURS[0], "account": chance.choice(["volunteers", "campaign"])}
        body |= {"station": code, "contest": "mayor", "method": method}
        body["counts"] = {"options": {"ana": 1, "luis": chance.choice([2] * 9 + [3])}}
        if chance.random() < 0.3:
            body["counts"] |= {"valid": chance.choice([3, 3, 4]), "more": {"challenged": chance.choice([1, 2])}}
        who = names["agent"] + names["typist"] if method == "typed" else names["agent"]
        if method == "file":
            who, body["of"] = names["importer"], [chance.choice(self.files)]
        elif method == "message":
            who = names["agent"] + names["gateway"] * 2
        else:
            body["of"] = chance.sample(self.images, chance.choice([1, 1, 2]))
        sealed = method == "typed" and chance.random() < 0.7
        if sealed:
            body["salt"] = f"{chance.randrange(2**256):064x}"
        some = lambda: chance.sample(sorted(set(who)), chance.choice([1, 1, 2]))
        notes = [note("reading", body, some())]
        if sealed:
            said = {"contest": "mayor", "image": body["of"][0], "reading": name_of(notes[0])}
            notes.append(note("seal", {"election": "example-2026", "at": HOURS[0], **said}, some()))
        return notes + [note("reading", body, some()) for _ in range(chance.choice([0, 0, 1]))]
