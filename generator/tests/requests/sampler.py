"""Random values of schemas, from the schemas alone. What is said of a value is collected from all that it is composed of."""

import json
import random
import re
import string
import uuid

import rstr

from document import is_read_only

PLAIN = string.ascii_letters + string.digits
ODD = PLAIN + " %&+=?#/;:,.@!$'()*[]{}|\\^~`\"<>-_" + "éß漢字😀"
VISIBLE = PLAIN + " %&+=?#/;:.@!$'()*[]{}|^~`<>-_"


class NoValue(Exception):
    """No valid value was found."""


class Flat:
    """All that a schema and those it is made of say about one value."""

    def __init__(self):
        self.types, self.enum, self.nullable = None, None, False
        self.words, self.properties, self.required, self.items = {}, {}, [], []
        self.additional, self.tags, self.patterns = None, {}, []

    def narrow(self, types):
        if self.types is None:
            self.types = list(types)
        else:
            kept = [kind for kind in self.types if kind in types or (kind == "integer" and "number" in types)]
            if "integer" in types and "number" in self.types:
                kept.append("integer")
            self.types = kept


class Texts(rstr.Rstr):
    """Texts that match a pattern, with few repetitions: of `{1,63}` inside of `{1,100}` as well."""

    def _handle_repeat(self, start_range, end_range, value):
        return super()._handle_repeat(start_range, min(end_range, start_range + 4), value)


class Sampler:
    def __init__(self, document, seed, odd, generous):
        self.document, self.random = document, random.Random(seed)
        self.odd, self.generous = odd, generous

    def chance(self, share):
        return self.random.random() < share

    def value(self, schema, place, depth=0):
        if depth > 12:
            raise NoValue("nested too deep")
        flat = Flat()
        self.collect(flat, schema, depth)
        return self.of(flat, place, depth)

    def collect(self, flat, schema, depth, name=None):
        if depth > 30:
            raise NoValue("composed without end")
        if isinstance(schema, bool):
            return
        if not isinstance(schema, dict):
            raise NoValue(f"{json.dumps(schema)[:40]} stands where a schema should")
        if "$ref" in schema:
            self.collect(flat, self.document.target(schema["$ref"]), depth + 1, schema["$ref"])
            if self.document.is_30:
                return
        self.words(flat, schema)
        discriminator = schema.get("discriminator") if isinstance(schema.get("discriminator"), dict) else None
        if discriminator and name and not schema.get("oneOf") and not schema.get("anyOf"):
            self.tag(flat, discriminator, name)
        for part in schema.get("allOf") or []:
            # A part that has a discriminator is the base: the value is not of it, but of what extends it.
            self.collect(flat, part, depth + 1)
        for word in ("oneOf", "anyOf"):
            alternatives = schema.get(word)
            if alternatives:
                chosen = self.random.choice(alternatives)
                if depth > 6:
                    chosen = min(alternatives, key=lambda one: len(json.dumps(one)))
                if discriminator and isinstance(chosen, dict) and "$ref" in chosen:
                    self.tag(flat, discriminator, chosen["$ref"])
                self.collect(flat, chosen, depth + 1)

    def tag(self, flat, discriminator, reference):
        last = reference.rsplit("/", 1)[-1]
        mapping = discriminator.get("mapping") or {}
        keys = [key for key, target in mapping.items() if target.rsplit("/", 1)[-1] == last]
        flat.tags.setdefault(discriminator["propertyName"], keys[0] if keys else last)

    def words(self, flat, schema):
        kind = schema.get("type")
        if kind is not None:
            flat.narrow(kind if isinstance(kind, list) else [kind])
        flat.nullable = flat.nullable or schema.get("nullable") is True
        values = schema.get("enum") if "enum" in schema else [schema["const"]] if "const" in schema else None
        if values is not None:
            flat.enum = values if flat.enum is None else [value for value in flat.enum if value in values]
        if "pattern" in schema:
            flat.patterns.append(schema["pattern"])
        for word in ("minLength", "minItems", "minProperties", "minimum"):
            if isinstance(schema.get(word), (int, float)):
                flat.words[word] = max(schema[word], flat.words.get(word, schema[word]))
        for word in ("maxLength", "maxItems", "maxProperties", "maximum"):
            if isinstance(schema.get(word), (int, float)):
                flat.words[word] = min(schema[word], flat.words.get(word, schema[word]))
        for word in ("format", "multipleOf", "exclusiveMinimum", "exclusiveMaximum", "uniqueItems", "contentEncoding"):
            if word in schema:
                flat.words[word] = schema[word]
        for name, member in (schema.get("properties") or {}).items():
            flat.properties.setdefault(name, []).append(member)
        required = schema.get("required")
        flat.required += [name for name in required if name not in flat.required] if isinstance(required, list) else []
        if "items" in schema:
            flat.items.append(schema["items"])
        additional = schema.get("additionalProperties")
        if additional is not None and flat.additional is not False:
            flat.additional = additional

    def of(self, flat, place, depth):
        in_body = place == "body"
        if in_body and flat.nullable and self.chance(0.1) and (flat.enum is None or None in flat.enum):
            return None
        if flat.enum is not None:
            values = [value for value in flat.enum if in_body or value not in (None, "")]
            if not values:
                raise NoValue("no value is left of an enumeration")
            return self.random.choice(values)
        types = list(flat.types or [])
        if not in_body:
            types = [kind for kind in types if kind != "null"]
        if flat.types is None:
            types = ["object"] if flat.properties else ["array"] if flat.items else ["string"]
        if not types:
            raise NoValue("no type is left")
        kind = self.random.choice(types)
        if kind == "null":
            return None
        if kind == "boolean":
            return self.chance(0.5)
        if kind in ("integer", "number"):
            return self.number(flat, kind)
        if kind == "array":
            return self.array(flat, place, depth)
        if kind == "object":
            return self.object(flat, place, depth)
        return self.text(flat, place)

    def number(self, flat, kind):
        words = flat.words
        if re.fullmatch(r"u?int\d*", str(words.get("format"))):
            kind = "integer"  # also where the type is `number`: the formats are those of integers
        low, high = words.get("minimum"), words.get("maximum")
        for word, is_low in (("exclusiveMinimum", True), ("exclusiveMaximum", False)):
            limit = words.get(word)
            if limit is True:
                limit = low if is_low else high
            if isinstance(limit, (int, float)) and not isinstance(limit, bool):
                step = 1 if kind == "integer" else 0.25
                if is_low:
                    low = limit + step if low is None else max(low, limit + step)
                else:
                    high = limit - step if high is None else min(high, limit - step)
        widths = {"int8": 7, "int16": 15, "int32": 31, "uint8": 8, "uint16": 16, "uint32": 32}
        form = str(words.get("format"))
        # Of `float` those that 24 bits hold, and all quarters of them below.
        top = 2 ** (20 if form == "float" else widths.get(form, 40)) - 1
        if low is None:
            low = 0 if form.startswith("uint") or high is None or high >= 0 else high - 1000
            low = min(low, high) if high is not None else low
        if high is None:
            high = max(low, min(top, low + self.random.choice([10, 1000, top])))
        step = words.get("multipleOf")
        if kind == "integer" or (step is None and self.chance(0.3)):
            step = int(step) if step and step == int(step) and step >= 1 else 1
            first, last = -(-int(-(-low // 1)) // step), int(high // 1) // step
            if first > last:
                raise NoValue("no number is within the bounds")
            return self.random.randint(first, last) * step
        if step:
            first, last = int(-(-low // step)), int(high // step)
            if first > last:
                raise NoValue("no number is within the bounds")
            return round(self.random.randint(first, min(last, first + 10000)) * step, 10)
        # Quarters are the same in binary and in decimal, also with half the width.
        first, last = int(-(-low * 4 // 1)), int(min(high, low + 100000) * 4 // 1)
        return low if first > last else self.random.randint(first, last) / 4

    def array(self, flat, place, depth):
        low, high = flat.words.get("minItems", 0), flat.words.get("maxItems", 1000)
        if place != "body":
            low = max(low, 1)
        count = self.random.randint(low, max(low, min(high, low + (2 if depth < 4 else 0))))
        values = []
        for _ in range(count * 5):
            if len(values) == count:
                break
            value = self.all_of(flat.items, place, depth + 1) if flat.items else self.text(Flat(), place)
            if not flat.words.get("uniqueItems") or value not in values:
                values.append(value)
        if len(values) < low:
            raise NoValue("not enough different items")
        return values

    def all_of(self, nodes, place, depth):
        """A value of several schemas at once."""
        flat = Flat()
        for schema in nodes:
            self.collect(flat, schema, depth)
        if depth > 12:
            raise NoValue("nested too deep")
        return self.of(flat, place, depth)

    def object(self, flat, place, depth):
        made = {}
        share = 0 if depth > 5 else self.generous * (1 if depth < 2 else 0.6)
        most = flat.words.get("maxProperties", 10000)
        for name in list(flat.properties) + [name for name in flat.required if name not in flat.properties]:
            nodes = flat.properties.get(name)
            needed = name in flat.required or name in flat.tags
            if nodes and any(is_read_only(self.document, schema) for schema in nodes):
                continue
            if not needed and (len(made) >= most or not self.chance(share)):
                continue
            if name in flat.tags:
                made[name] = flat.tags[name]
                continue
            try:
                made[name] = self.all_of(nodes, place, depth + 1) if nodes else self.text(Flat(), place)
            except NoValue:
                if needed:
                    raise
        least = flat.words.get("minProperties", 0)
        others = flat.additional
        is_open = others is not None and others is not False
        if is_open and (others not in (True, {}) or len(made) < least or self.chance(0.3)):
            wanted = max(least - len(made), self.random.randint(0, 2) if depth < 5 else 0)
            for index in range(wanted):
                if len(made) >= most:
                    break
                try:
                    value = self.text(Flat(), place) if others is True else self.value(others, place, depth + 1)
                except NoValue:
                    if len(made) < least:
                        raise
                    continue
                made[f"extra{index}{self.random.choice(PLAIN)}"] = value
        if len(made) < least:
            for name, nodes in flat.properties.items():
                if len(made) < least and name not in made:
                    if not any(is_read_only(self.document, schema) for schema in nodes):
                        made[name] = self.all_of(nodes, place, depth + 1)
        return made

    def text(self, flat, place):
        form = flat.words.get("format")
        low, high = int(flat.words.get("minLength", 0)), int(flat.words.get("maxLength", 10**9))
        if flat.patterns:
            return self.matching(flat.patterns, low, high)
        made = self.formatted(form, flat.words.get("contentEncoding"))
        if made is not None and low <= len(made) <= high:
            return made
        if place != "body":
            low = max(low, 1)
        length = self.random.randint(low, max(low, min(high, low + 11)))
        letters = PLAIN
        if self.odd:
            letters = VISIBLE if place == "header" else ODD
        return "".join(self.random.choice(letters) for _ in range(length))

    def matching(self, patterns, low, high):
        source = Texts(self.random)
        for _ in range(40):
            try:
                text = source.xeger(patterns[0].replace("\\/", "/"))
            except Exception as error:
                raise NoValue(f"no text for a pattern: {error}") from error
            if not patterns[0].endswith("$") and len(text) < low:
                text += "".join(self.random.choice(PLAIN) for _ in range(low - len(text)))
            if not patterns[0].endswith("$"):
                text = text[:high] if len(text) > high else text
            plain = all(" " <= letter <= "~" for letter in text)
            if low <= len(text) <= high and plain and all(re.search(pattern, text) for pattern in patterns):
                return text
        raise NoValue("no text for a pattern")

    def formatted(self, form, encoding):
        number = self.random.randint
        date = f"{number(1970, 2037):04}-{number(1, 12):02}-{number(1, 28):02}"
        time = f"{number(0, 23):02}:{number(0, 59):02}:{number(0, 59):02}" + self.random.choice(["Z", "+02:00", ".25Z"])
        word = "".join(self.random.choice(string.ascii_lowercase) for _ in range(number(2, 8)))
        base64 = self.random.choice(["", "AA==", "Zm9v", "+/8=", "Zm9vYg=="]) or "Zm9v"
        made = {
            "date": date,
            "date-time": f"{date}T{time}",
            "time": time,
            "duration": self.random.choice(["P1D", "PT5M", "P3Y6M4DT12H30M5S", "P2W"]),
            "uuid": str(uuid.UUID(int=self.random.getrandbits(128), version=4)),
            "uri": f"https://{word}.example/{word}?q={word}",
            "url": f"https://{word}.example/{word}?q={word}",
            "uri-reference": f"/{word}/{word}?q={word}",
            "hostname": f"{word}.example",
            "idn-hostname": f"{word}.example",
            "ipv4": f"{number(1, 254)}.{number(0, 255)}.{number(0, 255)}.{number(0, 255)}",
            "ipv6": f"2001:db8::{number(1, 65535):x}",
            "email": f"{word}@{word}.example",
            "idn-email": f"{word}@{word}.example",
            "byte": base64,
            "base64url": self.random.choice(["Zm9v", "_-8", "AA"]),
            "decimal": f"{number(0, 9999)}.{number(0, 99):02}",
            "json-pointer": f"/{word}/0",
            "regex": f"^{word}$",
        }
        if encoding in ("base64", "base64url"):
            return made["byte" if encoding == "base64" else "base64url"]
        return made.get(form)
