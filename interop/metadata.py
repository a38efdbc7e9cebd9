"""exiftool looks for metadata in the photographs that we publish.

Pillow and segno draw sheets, exiftool, Pillow and this script plant in them whatever cameras, editors and
messengers write, `cotejo read` and `cotejo publish` take them in and publish them. Of the published files exiftool
must find nothing but the picture's size and coding and its orientation, Pillow must decode the same samples, and
their SHA-256 must be what the log says. Each result is one line. Run it by run.sh, which installs the programs.
"""

import argparse
import hashlib
import io
import json
import pathlib
import shutil
import subprocess
import sys
import zipfile

import interop
import segno
from interop import cotejo, report
from PIL import Image, ImageCms

SECRET = b"SECRET"
ELECTION = """
id = "e"
name = "E"
date = "2026-05-10"
origin = "count.example/e"
[[contests]]
id = "mayor"
name = "Mayor"
options = [{ id = "ana", name = "Ana" }, { id = "luis", name = "Luis" }]
[acceptance]
alone = ["code"]
[sheet.code]
layout = "{centre:3}.{table:2}!{boxes:,}!{null}!{valid}"
station = "{centre}.{table}"
boxes = [{ option = "ana", count = 2 }, { option = "luis" }]
"""

# What exiftool may say of a published file: its kind, its size, how it is coded, how it is turned.
ALLOWED = {
    "File": {
        "FileType", "FileTypeExtension", "MIMEType", "ExifByteOrder", "ImageWidth", "ImageHeight", "EncodingProcess",
        "BitsPerSample", "ColorComponents", "YCbCrSubSampling",
    },
    "JFIF": {"JFIFVersion", "ResolutionUnit", "XResolution", "YResolution"},
    "APP14": {"DCTEncodeVersion", "APP14Flags0", "APP14Flags1", "ColorTransform"},
    "PNG": {"ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace"},
    "RIFF": {
        "WebP_Flags", "ImageWidth", "ImageHeight", "VP8Version", "HorizontalScale", "VerticalScale", "AlphaIsUsed",
    },
    "EXIF": {"Orientation"},
    "Composite": {"ImageSize", "Megapixels"},
}


def exiftool(*args):
    """Runs exiftool and gives what it printed."""
    done = subprocess.run(["exiftool", *map(str, args)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"interop: exiftool {args}: {done.stdout}{done.stderr}")
    return done.stdout


def tags(path):
    """All that exiftool finds in a file, unknown, binary and embedded things too: (group, tag) and value."""
    found = json.loads(exiftool("-j", "-G0", "-a", "-u", "-U", "-ee3", "-api", "RequestAll=2", path))[0]
    pairs = ((*name.split(":", 1), value) for name, value in found.items() if ":" in name)
    # What it says of the file's place and dates on this disk, and of itself.
    system = {"FileName", "Directory", "FileSize", "FileModifyDate", "FileAccessDate", "FileInodeChangeDate"}
    system |= {"FilePermissions", "FileAttributes", "FileDeviceNumber", "FileInodeNumber", "FileHardLinks"}
    system |= {"FileUserID", "FileGroupID", "FileDeviceID", "FileBlockSize", "FileBlockCount", "FileSequence"}
    system |= {"BaseName", "FilePath", "FileCreateDate", "ImageDataHash", "ImageDataMD5", "ProcessingTime"}
    system |= {"Now", "NewGUID", "ExifToolVersion", "FileTypeLevel", "CurrentIPTCDigest"}
    return {(group, tag): value for group, tag, value in pairs if tag not in system}


def sheet(text, turned=0):
    """A sheet in colour with a code, and writing around it."""
    code = segno.make(text, error="m", micro=False)
    picture = Image.linear_gradient("L").resize((900, 700)).point(lambda value: 200 + value // 6).convert("RGB")
    for y, row in enumerate(code.matrix):
        for x, dark in enumerate(row):
            picture.paste((35, 35, 40) if dark else (230, 228, 222), (220 + 9 * x, 180 + 9 * y, 229 + 9 * x, 189 + 9 * y))
    for line in range(12):
        picture.paste((60, 60, 140), (620, 60 + 50 * line, 620 + 20 * (line % 7 + 3), 66 + 50 * line))
    return picture.rotate(turned, expand=True)


def exif_with_maker_note():
    """EXIF as a camera begins it: a maker's note, which exiftool does not invent."""
    exif = Image.Exif()
    exif[0x010F] = "SECRET maker"
    exif.get_ifd(0x8769)[0x927C] = b"SECRET maker's note, serial number 12345"
    return exif.tobytes()


def plant(path, kind, work, orientation):
    """Plants what exiftool can write into a file of this kind."""
    thumbnail, profile = work / "thumbnail.jpg", work / "profile.icc"
    sheet("SECRET thumbnail").resize((160, 120)).save(thumbnail)
    profile.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    args = [
        "-EXIF:Model=SECRET model", "-EXIF:SerialNumber=SECRET-1", "-EXIF:DateTimeOriginal=2026:05:10 18:00:00",
        "-EXIF:Artist=SECRET artist", "-EXIF:UserComment=SECRET", "-EXIF:LensModel=SECRET lens",
        "-GPS:GPSLatitude=10.5", "-GPS:GPSLatitudeRef=N", "-GPS:GPSLongitude=66.9", "-GPS:GPSLongitudeRef=W",
        "-GPS:GPSDateStamp=2026:05:10", "-XMP-dc:Creator=SECRET", "-XMP-dc:Description=SECRET words",
        "-XMP-xmpMM:DocumentID=SECRET", "-XMP-mwg-rs:RegionList={Name=SECRET,Type=Face}",
        f"-EXIF:Orientation#={orientation}", f"-ICC_Profile<={profile}",
    ]
    if kind != "webp":
        args += ["-IPTC:By-line=SECRET", "-IPTC:City=SECRET", "-Comment=SECRET comment"]
    if kind == "jpg":
        args += [f"-ThumbnailImage<={thumbnail}", "-Photoshop:CopyrightFlag=true", "-XMP-xmpNote:HasExtendedXMP="]
    if kind == "png":
        args += ["-PNG:Author=SECRET", "-PNG:Software=SECRET", "-PNG:ModifyDate=2026:05:10 18:00:00"]
    exiftool("-overwrite_original", "-m", *args, path)


def appended(kind):
    """What is appended to make two files of one."""
    if kind == "jpg":
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("SECRET.txt", "SECRET")
        return archive.getvalue()
    return b"%PDF-1.4\n1 0 obj\n<</Type /Catalog /Author (SECRET)>>\nendobj\n%%EOF\n"


def make(folder, work):
    """Makes the photographs; gives them with what each shows."""
    folder.mkdir()
    made = []
    kinds = [
        ("baseline", "jpg", {"quality": 90}),
        ("progressive", "jpg", {"quality": 85, "progressive": True}),
        ("cmyk", "jpg", {"quality": 90}),
        ("colour", "png", {}),
        ("grey", "png", {}),
        ("lossless", "webp", {"lossless": True}),
        ("lossy", "webp", {"quality": 80}),
    ]
    turns = {1: 0, 3: 180, 6: 90, 8: 270}
    for name, kind, how in kinds:
        for orientation, turned in turns.items():
            for polyglot in (False, True):
                station = f"{100 + len(made)}.01"
                picture = sheet(f"{station}!10,20,15!1!45", turned)
                if name in ("cmyk", "grey"):
                    picture = picture.convert("CMYK" if name == "cmyk" else "L")
                path = folder / f"{name}-{orientation}{'-polyglot' if polyglot else ''}.{kind}"
                picture.save(path, exif=exif_with_maker_note(), **how)
                plant(path, kind, work, orientation)
                if polyglot and kind != "webp":
                    path.write_bytes(path.read_bytes() + appended(kind))
                elif polyglot:
                    path.write_bytes(path.read_bytes() + b"SECRET trailer")
                made.append((path, station))
    return made


def check_planted(made):
    """The photographs hold what is looked for later; otherwise nothing would be shown."""
    for path, _ in made:
        found = tags(path)
        groups = {group for group, _ in found}
        wanted = {"EXIF", "XMP", "ICC_Profile"}
        if path.suffix != ".webp":
            wanted.add("IPTC")
        places = [tag for _, tag in found if tag.startswith("GPS")]
        note = any("Maker" in tag or group == "MakerNotes" for group, tag in found)
        good = wanted <= groups and places and note and SECRET in path.read_bytes()
        report("exiftool", f"finds what was planted in {path.name}", good, f"{len(found)} tags")


def check_published(path, blob, name):
    """One published photograph beside the file that it was made from."""
    data = blob.read_bytes()
    found = tags(blob)
    left = [f"{group}:{tag}" for group, tag in found if tag not in ALLOWED.get(group, ())]
    good = not left and SECRET not in data and b"%PDF" not in data and b"PK\x03\x04" not in data
    report("exiftool", f"finds no metadata in what is published of {path.name}", good, ", ".join(left))

    turned = {("EXIF", "Orientation")} & set(found)
    before = tags(path)[("EXIF", "Orientation")]
    after = found[("EXIF", "Orientation")] if turned else "Horizontal (normal)"
    same = before == after
    with Image.open(path) as old, Image.open(blob) as new:
        same = same and (old.mode, old.size) == (new.mode, new.size) and old.tobytes() == new.tobytes()
    report("Pillow", f"decodes the same samples, as much turned, from {path.name}", same)

    said = subprocess.run(["sha256sum", blob], capture_output=True, text=True, check=True).stdout.split()[0]
    report("sha256sum", f"of what is published of {path.name} is what the log says", f"sha256:{said}" == name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cotejo", required=True, help="the binary")
    parser.add_argument("--work", required=True, type=pathlib.Path, help="a folder that is emptied first")
    args = parser.parse_args()
    work = args.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    election, public, photographs = work / "election", work / "public", work / "photographs"
    (work / "election.toml").write_text(ELECTION)

    made = make(photographs, work)
    check_planted(made)
    cotejo(args.cotejo, "new", election, "--from", work / "election.toml")
    command = [args.cotejo, "read", election, photographs, "--account", "party", "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    lines = {pathlib.Path(line["file"]): line for line in map(json.loads, done.stdout.splitlines())}
    report("cotejo", f"read takes in all {len(made)} photographs", done.returncode == 0 and len(lines) == len(made))
    cotejo(args.cotejo, "publish", election, "--to", public)
    cotejo(args.cotejo, "verify", public)
    entries = b"".join(file.read_bytes() for file in (public / "log/tile/entries").rglob("*") if file.is_file())
    for path, station in made:
        line = lines[path]
        name = line["capture"]
        capture = f'"station":"{station}","contest":"mayor","image":"{name}"'.encode()
        report("cotejo", f"the log has a capture of {path.name}", line["station"] == station and capture in entries)
        digits = str(name).removeprefix("sha256:")
        blob = public / "log/blob/sha256" / digits[:2] / digits
        if blob.is_file():
            check_published(path, blob, name)
        for copy in ("thumb", "web"):
            small = public / "image" / digits[:2] / f"{digits}.{copy}.jpg"
            found = tags(small) if small.is_file() else {("File", "Missing"): True}
            left = [f"{group}:{tag}" for group, tag in found if tag not in ALLOWED.get(group, ())]
            report("exiftool", f"finds no metadata in {copy}.jpg of {path.name}", not left, ", ".join(left))
    report("sha256sum", "sees no two photographs alike", len({hashlib.sha256(p.read_bytes()).digest() for p, _ in made}) == len(made))
    print(f"interop: {'all results are as they must be' if not interop.failures else f'{interop.failures} FAILED'}")
    return 1 if interop.failures else 0


if __name__ == "__main__":
    sys.exit(main())
