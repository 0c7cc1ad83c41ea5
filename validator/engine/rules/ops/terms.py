"""The terms that operational attributes take, as facts of PS3.3 and PS3.16."""

_MODALITIES = """
    ANN AR ASMT AU BDUS BI BMD CFM CR CT CTPROTOCOL DG DMS DOC DX ECG EEG EMG EOG EPS ES FID GM HC HD IO IOL IVOCT IVUS
    KER KO LEN LS M3D MG MR NM OAM OCT OP OPM OPT OPTBSV OPTENF OPV OSS OT PA PLAN POS PR PT PX REG RESP RF RG RTDOSE
    RTIMAGE RTINTENT RTPLAN RTRAD RTRECORD RTSEGANN RTSTRUCT RWV SEG SM SMR SR SRF STAIN TEXTUREMAP TG US VA XA
    XAPROTOCOL XC
"""
_RETIRED_MODALITIES = "AS CD CF CP CS DD DF DM DS EC FA FS LP MA MS OPR ST VF"
MODALITIES = frozenset(_MODALITIES.split())
"""Defined Terms of Modality (PS3.3 C.7.3.1.1.1)."""
RETIRED_MODALITIES = frozenset(_RETIRED_MODALITIES.split())
"""Terms that PS3.3 C.7.3.1.1.1 lists as retired."""
CLASSES_BY_MODALITY = {
    "CR": "1",
    "CT": "2 2.1 2.2",
    "MR": "4 4.1 4.2 4.3 4.4",
    "DX PX": "1.1 1.1.1",
    "MG": "1.2 1.2.1 13.1.3 13.1.4 13.1.5",
    "IO": "1.3 1.3.1",
    "US IVUS BDUS": "3.1 6.1 6.2",
    "NM": "20",
    "PT": "128 128.1 130",
    "XA": "12.1 12.1.1 13.1.1",
    "RF": "12.2 12.2.1",
    "RTIMAGE": "481.1",
    "RTDOSE": "481.2",
    "RTSTRUCT": "481.3",
    "RTRECORD": "481.4 481.6 481.7 481.9",
    "RTPLAN": "481.5 481.8",
    "SR": "88.11 88.22 88.33 88.34 88.35 88.40 88.50 88.65 88.67 88.68 88.69 88.70 88.71 88.72 88.73 88.74 88.75",
    "KO": "88.59",
    "PR": "11.1 11.2 11.3 11.4 11.5 11.6 11.7 11.8 11.9 11.10 11.11 11.12",
    "SEG": "66.4 66.5 66.7",
    "REG": "66.1 66.3",
    "FID": "66.2",
    "RWV": "67",
    "ECG": "9.1.1 9.1.2 9.1.3",
    "HD": "9.2.1",
    "EPS": "9.3.1",
    "AU": "9.4.1 9.4.2",
    "ES": "77.1.1 77.1.1.1",
    "GM": "77.1.2 77.1.2.1",
    "SM": "77.1.3 77.1.6",
    "XC": "77.1.4 77.1.4.1",
    "OPT": "77.1.5.4",
}
"""The SOP Classes, below 1.2.840.10008.5.1.4.1.1, of which the IOD fixes Modality to one of these terms."""
MODALITIES_BY_CLASS = {
    f"1.2.840.10008.5.1.4.1.1.{suffix}": tuple(terms.split())
    for terms, suffixes in CLASSES_BY_MODALITY.items()
    for suffix in suffixes.split()
}
CONVERSION_TYPES = frozenset({"DF", "DI", "DRW", "DV", "SD", "SI", "SYN", "WSD"})
"""Defined Terms of Conversion Type (PS3.3 C.8.6.1)."""
BODY_PARTS_MEANT = {
    "ABD": "ABDOMEN",
    "ABDOMEN^PELVIS": "ABDOMENPELVIS",
    "C SPINE": "CSPINE",
    "C-SPINE": "CSPINE",
    "CERVICAL SPINE": "CSPINE",
    "CERVICALSPINE": "CSPINE",
    "T SPINE": "TSPINE",
    "T-SPINE": "TSPINE",
    "THORACIC SPINE": "TSPINE",
    "L SPINE": "LSPINE",
    "L-SPINE": "LSPINE",
    "LUMBAR SPINE": "LSPINE",
    "LUMBARSPINE": "LSPINE",
    "THORAX": "CHEST",
    "LUNG": "CHEST",
    "LUNGS": "CHEST",
    "MAMMA": "BREAST",
    "KNIE": "KNEE",
    "KOPF": "HEAD",
    "SCHAEDEL": "SKULL",
    "BECKEN": "PELVIS",
    "HUEFTE": "HIP",
}
"""Words in use for Body Part Examined, and the term of PS3.16 annex L for each."""
EMPTY_NAMES = frozenset(
    {"ANONYMOUS", "ANON", "ANONYMIZED", "UNKNOWN", "NONE", "NAME", "NONAME", "TEST", "PATIENT", "XXX"}
)
"""Words that stand where a name should."""
